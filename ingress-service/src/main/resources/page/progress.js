/** How far somebody has come in the line: it goes back only together with the reason. */

export class Progress {
  /** What an earlier one was, as `kept` gave it. */
  constructor({ start = 0, last = 0, from = 0 } = {}) {
    Object.assign(this, { start, last, from });
  }

  /** Takes note of a position; returns {percent, from}: `from` where one was before being moved back. */
  at(position) {
    if (this.last && position > this.last && !this.from) this.from = this.last;
    if (this.from && position < this.from) this.from = 0;
    this.start = Math.max(this.start, position);
    this.last = position;
    const share = this.start > 1 ? (this.start - position) / (this.start - 1) : 1;
    return { percent: 4 + 92 * share, from: this.from || null };
  }

  get kept() {
    return { start: this.start, last: this.last, from: this.from };
  }
}
