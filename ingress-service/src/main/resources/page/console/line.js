// Those who are next. The rest of the line is read page by page elsewhere.

import { button, h, keyed, write } from './ui.js';
import { t } from './text.js';
import { number, since } from './time.js';
import { evict, move } from './actions.js';
import { person } from './person.js';
import { part } from './api.js';

export function line(room) {
  const body = h('tbody', {});
  const none = h('p', { class: 'muted' }, t('nobodyWaits'));
  const element = h('section', { class: 'panel', 'aria-labelledby': 'line' },
    h('div', { class: 'row' }, h('h2', { id: 'line' }, t('next')), h('a', { href: `#/room/${part(room)}/people` }, t('allOfThem'))),
    h('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': t('next') },
      h('table', {},
        h('caption', { class: 'unseen' }, t('next')),
        h('thead', {}, h('tr', {}, ['position', 'user', 'ticket', 'waits', 'actions'].map((key) => h('th', { scope: 'col' }, t(`column.${key}`))))),
        body)),
    none);

  function update(live) {
    keyed(body, live.line.map((who, index) => ({ who, index })), (item) => item.who.sessionId, make, show);
    none.hidden = live.line.length > 0;
  }

  function make({ who }) {
    return h('tr', {},
      h('td', {}),
      h('td', {}, h('button', { type: 'button', class: 'link', onclick: () => person(room, who) }, who.userKey ?? '?')),
      h('td', {}, number(who.ticket)),
      h('td', {}),
      h('td', {}, h('div', { class: 'row tight' },
        button(t('move'), () => move(room, who), { label: t('moveWho', who.userKey) }),
        button(t('evict'), () => evict(room, who), { kind: 'risky', label: t('evictWho', who.userKey) }))));
  }

  function show(row, { who, index }) {
    write(row.children[0], number(index + 1));
    write(row.children[3], since(who.joinedAt));
  }
  return { element, update };
}
