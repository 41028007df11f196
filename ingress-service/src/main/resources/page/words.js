/** Words, numbers and times in the reader's language. */

export class Words {
  static async load(lang) {
    const response = await fetch(lang ? `/page/words?lang=${encodeURIComponent(lang)}` : '/page/words');
    return new Words(response.headers.get('Content-Language') || 'en', await response.json());
  }

  constructor(language, words) {
    this.language = language;
    this.words = words;
    this.numbers = new Intl.NumberFormat(language);
    this.plurals = new Intl.PluralRules(language);
    this.times = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
    this.days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  }

  has(key) {
    return key in this.words;
  }

  of(key, values = {}) {
    const text = this.words[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (all, name) => name in values ? this.#shown(values[name]) : all);
  }

  counted(key, n) {
    const form = `${key}.${this.plurals.select(n)}`;
    return this.of(this.has(form) ? form : `${key}.other`, { n });
  }

  number(n) {
    return this.numbers.format(n);
  }

  time(date) {
    return this.times.format(date);
  }

  /** The time, and the day unless it is today. */
  day(date) {
    return date.toDateString() === new Date().toDateString() ? this.time(date) : this.days.format(date);
  }

  span(seconds) {
    if (seconds < 60) return this.counted('seconds', Math.max(1, Math.round(seconds)));
    const minutes = Math.ceil(seconds / 60);
    return minutes < 120 ? this.counted('minutes', minutes) : this.counted('hours', Math.round(minutes / 60));
  }

  /** What is left of a time, as a clock shows it. */
  clock(seconds) {
    const two = n => String(n).padStart(2, '0');
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  }

  /** A wait as a range: what is known is how fast it went lately. */
  range(seconds) {
    if (seconds === null || seconds === undefined) return this.of('waiting.unknown');
    if (seconds < 45) return this.of('waiting.soon');
    const low = Math.max(1, Math.floor(seconds * 0.75 / 60));
    const high = Math.max(low + 1, Math.ceil(seconds * 1.35 / 60));
    if (high < 120) return this.of('waiting.minutes', { a: low, b: high });
    return this.of('waiting.hours', { a: Math.max(1, Math.floor(low / 60)), b: Math.max(2, Math.ceil(high / 60)) });
  }

  /** Fills in all elements that name a word. */
  fill(root) {
    for (const element of root.querySelectorAll('[data-word]')) {
      element.textContent = this.of(element.dataset.word);
    }
  }

  #shown(value) {
    return typeof value === 'number' ? this.number(value) : value;
  }
}
