// Everybody in a room, page by page: however long the line is, no more than a page is read.

import { get, part } from './api.js';
import { button, h, paged, table } from './ui.js';
import { t, word } from './text.js';
import { at, number, since } from './time.js';
import { evict, move } from './actions.js';
import { person } from './person.js';
import { download } from './past.js';

const PAGE = 50;
const STATES = ['WAITING', 'ACTIVE', 'ENDED'];

export function people(room) {
  const state = h('select', { id: 'people-state', onchange: again }, STATES.map((name) => h('option', { value: name }, word('session', name))));
  const place = h('div', {});
  let list;

  function again() {
    list = paged(read, render);
    place.replaceChildren(list.element);
  }

  const sought = h('input', { id: 'people-user', type: 'search', autocomplete: 'off', 'aria-label': t('findUser'), placeholder: t('findUser') });
  const read = (after) => sought.value ? get(`/rooms/${part(room)}/sessions?userKey=${part(sought.value)}`) : get(`/rooms/${part(room)}/sessions?state=${state.value}&limit=${PAGE}${after ? `&after=${part(after)}` : ''}`);

  function render(items) {
    const columns = ['user', 'ticket', 'joined', 'admitted', state.value === 'ENDED' ? 'ended' : 'waits', 'actions'];
    return table(t('screen.people'), columns.map((key) => t(`column.${key}`)), items.map((who) => [
      h('button', { type: 'button', class: 'link', onclick: () => person(room, who) }, who.userKey ?? '?'),
      number(who.ticket),
      at(who.joinedAt),
      who.admittedAt ? at(who.admittedAt) : null,
      who.endedAt ? `${at(who.endedAt)} · ${word('ended', who.endedReason)}` : since(who.admittedAt ?? who.joinedAt),
      who.endedAt ? null : h('div', { class: 'row tight' },
        who.state === 'WAITING' ? button(t('move'), () => move(room, who, () => list.reload()), { label: t('moveWho', who.userKey) }) : null,
        button(t('evict'), () => evict(room, who, () => list.reload()), { kind: 'risky', label: t('evictWho', who.userKey) })),
    ]), t('nobody'));
  }

  again();
  return {
    element: h('section', { class: 'panel' },
      h('div', { class: 'row' },
        h('h1', {}, `${t('screen.people')} · ${room}`),
        h('label', { for: 'people-state', class: 'unseen' }, t('column.state')), state,
        h('form', { class: 'row', role: 'search', onsubmit: (event) => { event.preventDefault(); again(); } }, sought, h('button', {}, t('find'))),
        h('button', { type: 'button', onclick: () => list.reload() }, t('reload')),
        button(t('exportRoom'), () => download('sessions', { room }), { changes: false })),
      h('p', { class: 'muted' }, t('peopleWhy')),
      place),
  };
}
