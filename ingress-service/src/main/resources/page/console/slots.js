// The slots of a room's pools: what runs there, since when and for the how manieth time; and how the upstream does.

import { h, keyed, show as open, write } from './ui.js';
import { t, word } from './text.js';
import { at, number, roughly, since } from './time.js';

const MOST_TILES = 200;

export function slots() {
  const place = h('div', {});
  const element = h('section', { class: 'panel', 'aria-labelledby': 'slots' }, h('h2', { id: 'slots' }, t('slots')), place);
  let lately = null;
  let known = false;

  function update(live) {
    keyed(place, live.pools, (pool) => pool.pool, make, show);
  }

  function show(part, pool) {
    const [head, tiles] = part.children;
    const [, figures, health] = head.children;
    write(figures, t('slotFigures', number(pool.busy.length), number(pool.slots), number(pool.queued)));
    write(health, healthOf(pool, known && (lately?.[pool.pool] ?? null), known && lately === null));
    health.className = `health ${pool.held ? 'bad' : failing(lately?.[pool.pool]) ? 'warn' : 'good'}`;
    const busy = new Map(pool.busy.map((slot) => [slot.slot, slot]));
    const highest = Math.max(pool.slots, ...pool.busy.map((slot) => slot.slot + 1));
    const items = Array.from({ length: Math.min(MOST_TILES, highest) }, (none, index) => ({ index, slot: busy.get(index) }));
    keyed(tiles, items, (item) => item.index, makeSlot, showSlot);
  }

  return {
    element,
    update,
    outcomes(found) {
      lately = found;
      known = true;
    },
  };
}

function make(pool) {
  return h('div', { class: 'pool' },
    h('div', { class: 'row' }, h('h3', {}, pool.pool), h('span', { class: 'muted' }), h('span', { class: 'health' })),
    h('ol', { class: 'tiles narrow', tabindex: '0', 'aria-label': `${t('slots')} ${pool.pool}` }));
}

function makeSlot({ index }) {
  const tile = h('button', { type: 'button', class: 'tile' }, h('span', { class: 'place', 'aria-hidden': 'true' }, String(index + 1)), h('b', {}), h('span', { class: 'since' }), h('span', { class: 'runs' }));
  tile.addEventListener('click', () => tile.slotted && query(tile.slotted));
  return h('li', {}, tile);
}

/** What a tile has no room for. */
function query(slot) {
  const rows = [
    ['query', slot.queryId], ['state', word('query', slot.state ?? 'UNKNOWN')], ['attempts', number(Math.max(1, slot.attempt))],
    ['user', slot.userKey], ['session', slot.sessionId], ['room', slot.room], ['submitted', at(slot.submittedAt)], ['started', at(slot.startedAt)],
  ];
  const dialog = open(h('div', {},
    h('h2', { id: 'slot' }, t('slotOf', slot.slot + 1)),
    h('dl', {}, rows.map(([key, value]) => h('div', {}, h('dt', {}, t(`column.${key}`)), h('dd', {}, value ?? '–')))),
    h('div', { class: 'row end' }, h('button', { type: 'button', onclick: () => dialog.close() }, t('close')))), 'slot');
}

function showSlot(item, { slot }) {
  const tile = item.firstChild;
  const [, name, time, runs] = tile.children;
  tile.slotted = slot;
  tile.disabled = !slot;
  tile.classList.toggle('asks', Boolean(slot));
  tile.classList.toggle('over', slot?.state === 'CANCELLED' || slot?.state === 'TIMED_OUT');
  write(name, slot ? slot.userKey ?? slot.queryId.slice(-6) : t('idle'));
  write(time, slot ? since(slot.startedAt ?? slot.submittedAt) : '');
  write(runs, slot ? `${word('query', slot.state ?? 'UNKNOWN')} · ${t('attempt', Math.max(1, slot.attempt))}` : '');
}

function failing(outcomes) {
  return outcomes ? outcomes.failed + outcomes.timedOut > outcomes.succeeded / 10 : false;
}

function healthOf(pool, outcomes, away) {
  if (pool.held) return t(`held.${pool.held}`, since(pool.heldSince));
  if (away) return t('outcomesAway');
  if (!outcomes) return t('upstreamQuiet');
  return t('upstreamFigures', number(outcomes.succeeded), number(outcomes.failed + outcomes.timedOut), roughly(outcomes.runP50));
}
