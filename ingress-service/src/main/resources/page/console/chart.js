// One chart over time, in the colours of the page, as wide as its place.

import uPlot from './uplot.js';
import { h, write } from './ui.js';
import { number } from './time.js';

const HEIGHT = 125;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * @param series [{key, label, color, fill, dash}], color the name of a CSS variable
 * @param unit writes a value as people read it
 */
export function chart(title, series, { unit = number, height = HEIGHT } = {}) {
  const place = h('div', { class: 'plot', 'aria-hidden': 'true' });
  const caption = h('figcaption', {});
  const element = h('figure', {}, caption, place);
  let plot = null;
  let data = null;
  let points = [];

  function draw() {
    plot?.destroy();
    plot = null;
    if (!data || place.clientWidth === 0) return;
    plot = new uPlot(options(place.clientWidth), data, place);
  }

  function options(width) {
    const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') }, font: '12px system-ui' };
    return {
      width,
      height,
      legend: { show: false },
      cursor: { y: false },
      scales: { y: { range: (self, low, high) => [0, Math.max(1, (high ?? 0) * 1.1)] } },
      axes: [{ ...axis, values: (self, splits) => splits.map(timeOfDay) }, { ...axis, size: 64, values: (self, values) => values.map((value) => unit(value)) }],
      hooks: { setCursor: [(self) => tell(self.cursor.idx)] },
      series: [{}, ...series.map((one) => ({
        label: one.label,
        stroke: colour(one.color),
        fill: one.fill ? `${colour(one.color)}22` : undefined,
        dash: one.dash,
        width: 2,
        spanGaps: false,
        points: { show: data[0].length < 3 },
      }))],
    };
  }

  /** By the minute, or by the second if it is all a matter of minutes. */
  function timeOfDay(seconds) {
    const times = data[0];
    const brief = times.at(-1) - times[0] < 600;
    return new Date(seconds * 1000).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', second: brief ? '2-digit' : undefined, hour12: false });
  }

  /** The legend says what the pointer is at, or how it stands. */
  function tell(index) {
    const point = points[index ?? points.length - 1];
    caption.replaceChildren(h('b', {}, title), ...series.flatMap((one) => [
      h('span', { class: 'legend' }, swatch(one), ` ${one.label} `, h('b', {}, point?.[one.key] === null || !point ? '–' : unit(point[one.key])))]));
  }

  const sized = new ResizeObserver(() => plot ? plot.setSize({ width: place.clientWidth, height }) : draw());
  sized.observe(place);
  addEventListener('naru-theme', draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  write(caption, title);
  return {
    element,
    show(times, found) {
      points = found;
      data = [times, ...series.map((one) => found.map((point) => point[one.key] ?? null))];
      if (plot) plot.setData(data);
      else draw();
      tell(null);
    },
    stop() {
      sized.disconnect();
      removeEventListener('naru-theme', draw);
      matchMedia('(prefers-color-scheme: dark)').removeEventListener('change', draw);
      plot?.destroy();
    },
  };
}

function swatch(one) {
  const mark = h('i', { class: 'swatch' });
  mark.style.background = `var(${one.color})`;
  return mark;
}
