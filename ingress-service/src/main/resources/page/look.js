/** The room's colour, with what is written on it and beside it kept readable (WCAG 2.2 AA). */

const LIGHT = [243, 245, 244];
const DARK = [15, 23, 22];

export function dress(color) {
  const style = document.documentElement.style;
  if (!/^#[0-9a-f]{6}$/i.test(color || '')) {
    ['--accent', '--on-accent', '--link'].forEach(name => style.removeProperty(name));
    return;
  }
  const accent = parse(color);
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  style.setProperty('--accent', color);
  style.setProperty('--on-accent', contrast(accent, [255, 255, 255]) >= 4.5 ? '#fff' : '#000');
  style.setProperty('--link', css(readable(accent, dark ? DARK : LIGHT, dark ? [255, 255, 255] : [0, 0, 0])));
}

/** The colour, as far towards the other one as it takes to stand out from the ground. */
export function readable(color, ground, towards) {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = color.map((part, i) => Math.round(part + (towards[i] - part) * share));
    if (contrast(mixed, ground) >= 5.5) return mixed;
  }
  return towards;
}

export function contrast(one, other) {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color) {
  const [r, g, b] = color.map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function parse(color) {
  return [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16));
}

function css(color) {
  return `#${color.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}
