// The seats of a room as tiles. Whoever sits stays on the tile, whoever else comes and goes.

import { h, keyed, write } from './ui.js';
import { t, word } from './text.js';
import { number, since } from './time.js';
import { now } from './api.js';
import { person } from './person.js';

const MOST_TILES = 200;

export function seats(room) {
  const tiles = h('ol', { class: 'tiles', tabindex: '0', 'aria-label': t('seats') });
  const more = h('p', { class: 'muted', hidden: true });
  const count = h('span', { class: 'muted' });
  const element = h('section', { class: 'panel', 'aria-labelledby': 'seats' },
    h('h2', { id: 'seats' }, t('seats'), ' ', count), tiles, more);
  const tileOf = new Map();

  function update(live) {
    const sitting = new Map(live.seats.map((one) => [one.sessionId, one]));
    const length = Math.min(MOST_TILES, Math.max(live.capacity, live.seats.length));
    seat(sitting, length);
    const running = asked(live.pools);
    const items = Array.from({ length }, (none, index) => ({ index, who: null, asks: [] }));
    for (const [id, index] of tileOf) {
      if (index < length) items[index] = { index, who: sitting.get(id), asks: running.get(id) ?? [] };
    }
    keyed(tiles, items, (item) => item.index, make, show);
    write(count, `${number(live.active)} / ${number(live.capacity)}`);
    more.hidden = live.active <= length && live.capacity <= length;
    write(more, t('moreSeats', number(length)));
  }

  function seat(sitting, length) {
    for (const [id, index] of [...tileOf]) if (!sitting.has(id) || index >= length) tileOf.delete(id);
    const taken = new Set(tileOf.values());
    let free = 0;
    for (const id of sitting.keys()) {
      if (tileOf.has(id)) continue;
      while (taken.has(free)) free++;
      if (free >= length) return;
      taken.add(free);
      tileOf.set(id, free);
    }
  }

  function make({ index }) {
    const open = h('button', { type: 'button', class: 'tile' },
      h('span', { class: 'place', 'aria-hidden': 'true' }, String(index + 1)), h('b', {}), h('span', { class: 'since' }), h('span', { class: 'runs' }), h('progress', { max: 1, 'aria-hidden': 'true' }));
    open.addEventListener('click', () => open.who && person(room, open.who));
    return h('li', {}, open);
  }

  function show(item, { who, asks }) {
    const tile = item.firstChild;
    const [, name, time, runs, left] = tile.children;
    tile.who = who;
    tile.disabled = !who;
    tile.classList.toggle('asks', asks.length > 0);
    write(name, who ? who.userKey ?? '?' : t('freeSeat'));
    write(time, who ? since(who.admittedAt) : '');
    write(runs, asks.map((slot) => `${word('query', slot.state)} ${since(slot.startedAt ?? slot.submittedAt)}`).join(', ') || (who ? t('asksNothing') : ''));
    left.hidden = !who;
    if (who) left.value = share(who);
  }
  return { element, update };
}

/** What of the longest stay is left, 1 to 0. */
function share(who) {
  const begin = Date.parse(who.admittedAt);
  const end = Date.parse(who.expiresAt);
  return Math.min(1, Math.max(0, (end - now()) / Math.max(1, end - begin)));
}

function asked(pools) {
  const bySession = new Map();
  for (const slot of pools.flatMap((pool) => pool.busy)) {
    if (slot.sessionId) bySession.set(slot.sessionId, [...(bySession.get(slot.sessionId) ?? []), slot]);
  }
  return bySession;
}
