// What was: all sessions and queries, taken away as CSV.

import { send } from './api.js';
import { complain, field, h, say } from './ui.js';
import { t } from './text.js';
import { number } from './time.js';

/** Fetches the whole part as a file; what is asked for is bounded by its times. */
export async function download(kind, { room, from, to }) {
  const query = new URLSearchParams(Object.entries({ room, from, to }).filter(([, value]) => value));
  try {
    const { body } = await send('GET', `/history/${kind}?${query}`, { accept: 'text/csv', raw: true });
    const link = h('a', { href: URL.createObjectURL(body), download: [kind, room, (from ?? '').slice(0, 10)].filter(Boolean).join('-') + '.csv' });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say(t('did.export', link.download, number(Math.ceil(body.size / 1024))));
  } catch (problem) {
    complain(problem);
  }
}

export function past(name, { rooms }) {
  const kind = h('select', {}, h('option', { value: 'sessions' }, t('sessions')), h('option', { value: 'queries' }, t('queries')));
  const room = h('select', {}, h('option', { value: '' }, t('allRooms')), rooms.map((each) => h('option', { value: each }, each)));
  const from = h('input', { type: 'datetime-local', value: local(Date.now() - 24 * 3600 * 1000) });
  const to = h('input', { type: 'datetime-local' });
  const iso = (input) => (input.value ? new Date(input.value).toISOString() : '');
  return {
    element: h('section', { class: 'panel' },
      h('h1', {}, t('screen.past')),
      h('p', { class: 'muted' }, t('pastWhy')),
      h('form', { class: 'fields', onsubmit: (event) => { event.preventDefault(); download(kind.value, { room: room.value, from: iso(from), to: iso(to) }); } },
        field(t('what'), kind), field(t('room'), room), field(t('from'), from), field(t('until'), to, t('hint.untilNow')),
        h('div', { class: 'row end' }, h('button', { class: 'primary', id: 'export' }, t('export'))))),
  };
}

/** A moment as an input of this clock has it. */
function local(millis) {
  const shifted = new Date(millis - new Date(millis).getTimezoneOffset() * 60000);
  return shifted.toISOString().slice(0, 16);
}
