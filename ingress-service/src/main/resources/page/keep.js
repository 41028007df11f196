/** What a room's page remembers on this device: closing and opening it again keeps the place. */

const memory = new Map();

export class Keep {
  constructor(room) {
    this.name = `naru.${room}`;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) || memory.get(this.name) || {};
    } catch {
      return memory.get(this.name) || {};
    }
  }

  /** Adds to what is kept; undefined takes something away. */
  write(changes) {
    const all = { ...this.read(), ...changes };
    memory.set(this.name, all);
    try {
      localStorage.setItem(this.name, JSON.stringify(all));
    } catch {
      // a browser that keeps nothing: then it is kept as long as the page is open
    }
  }

  /** Hears of what another tab of the same room has changed. */
  onOtherTab(listener) {
    addEventListener('storage', event => { if (event.key === this.name) listener(this.read()); });
  }
}
