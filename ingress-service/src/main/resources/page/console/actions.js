// What an operator does to a room and to those in it. Each asks once, and says what it did.

import { send, part } from './api.js';
import { ask, button, field, h, mayChange } from './ui.js';
import { t } from './text.js';
import { number } from './time.js';

const WAIT_S = 10;

/** Buttons that fit how the room stands. */
export function actions(room, after) {
  const element = h('div', { class: 'row' });
  let shownFor = '';

  function update(live) {
    const standing = `${live.status} ${live.paused}`;
    if (standing === shownFor || !mayChange()) return;
    shownFor = standing;
    element.replaceChildren(...words(live).map((word) => button(t(`do.${word}`), () => change(room, word, after), { kind: word === 'close' ? 'risky' : '' })),
      h('a', { class: 'button', href: `#/room/${part(room)}/settings` }, t('do.configure')),
      h('a', { class: 'button', href: `#/room/${part(room)}/stage` }, t('do.announce')));
  }
  return { element, update };
}

function words(live) {
  const others = { OPEN: ['drain', 'close'], DRAINING: ['open', 'close'], CLOSED: ['open', 'drain'] }[live.status] ?? [];
  return [live.paused ? 'resume' : 'pause', ...others];
}

function change(room, word, after) {
  ask({
    title: t(`ask.${word}`, room),
    body: [h('p', {}, t(`what.${word}`))],
    confirm: t(`do.${word}`),
    danger: word === 'close',
    after,
    async act(reason) {
      const { status } = await send('POST', `/rooms/${part(room)}/${word}`, { body: { reason }, wait: WAIT_S });
      return told(status, t(`did.${word}`, room));
    },
  });
}

/** What was acknowledged by the log is true, also when nobody has shown it yet. */
export function told(status, text) {
  return status === 202 ? `${text} ${t('soon')}` : text;
}

export function evict(room, who, after) {
  ask({
    title: t('ask.evict', who.userKey),
    body: [h('p', {}, t('what.evict'))],
    confirm: t('evict'),
    danger: true,
    after,
    async act(reason) {
      const { status } = await send('POST', `/rooms/${part(room)}/sessions/${part(who.sessionId)}/evict`, { body: { reason }, wait: WAIT_S });
      return told(status, t('did.evict', who.userKey, room));
    },
  });
}

export function move(room, who, after) {
  const position = h('input', { type: 'number', min: 1, step: 1, required: true, value: 1 });
  ask({
    title: t('ask.move', who.userKey),
    body: [h('p', {}, t('what.move')), field(t('newPosition'), position)],
    reason: 'required',
    confirm: t('move'),
    after,
    async act(reason) {
      const { status } = await send('POST', `/rooms/${part(room)}/sessions/${part(who.sessionId)}/move`, {
        body: { position: Number(position.value), reason },
        wait: WAIT_S,
      });
      return told(status, t('did.move', who.userKey, number(position.value)));
    },
  });
}
