// Keys of the OpenAI door: made, shown once, revoked.

import { get, part, send } from './api.js';
import { ask, button, field, h, paged, say, show, table } from './ui.js';
import { t } from './text.js';
import { at } from './time.js';

const PAGE = 50;

export function keys(name, { rooms }) {
  const list = paged((after) => get(`/keys?limit=${PAGE}${after ? `&after=${part(after)}` : ''}`), (items) =>
    table(t('screen.keys'), ['owner', 'room', 'rate', 'userRate', 'made', 'revoked', 'actions'].map((key) => t(`column.${key}`)), items.map((key) => [
      key.owner, key.room, key.rate, key.userRate, at(key.madeAt), key.revokedAt ? at(key.revokedAt) : null,
      key.revokedAt ? null : button(t('revoke'), () => revoke(key), { kind: 'risky', label: t('revokeWhose', key.owner) })])));

  function revoke(key) {
    ask({
      title: t('ask.revoke', key.owner),
      body: [h('p', {}, t('what.revoke'))],
      confirm: t('revoke'),
      danger: true,
      after: list.reload,
      async act(reason) {
        await send('DELETE', `/keys/${part(key.id)}${reason ? `?reason=${part(reason)}` : ''}`);
        return t('did.revoke', key.owner);
      },
    });
  }

  function make() {
    const owner = h('input', { required: true, maxlength: 256, autocomplete: 'off' });
    const room = h('select', {}, rooms.map((each) => h('option', { value: each }, each)));
    const rate = h('input', { placeholder: '100/10s', autocomplete: 'off' });
    const userRate = h('input', { placeholder: '10/m', autocomplete: 'off' });
    ask({
      title: t('newKey'),
      body: [field(t('column.owner'), owner), field(t('room'), room), field(t('column.rate'), rate, t('hint.optional')), field(t('column.userRate'), userRate, t('hint.optional'))],
      confirm: t('makeKey'),
      after: list.reload,
      async act(reason) {
        const { body } = await send('POST', '/keys', { body: { owner: owner.value, room: room.value, rate: rate.value || undefined, userRate: userRate.value || undefined, reason } });
        reveal(body);
        return t('did.key', owner.value);
      },
    });
  }

  return {
    element: h('section', { class: 'panel' },
      h('div', { class: 'row' }, h('h1', {}, t('screen.keys')), button(t('newKey'), make, { kind: 'primary' })),
      h('p', { class: 'muted' }, t('keysWhy')), list.element),
  };
}

/** Shown once, and nowhere again. */
function reveal(key) {
  const secret = h('input', { readonly: true, value: key.key, 'aria-label': t('key') });
  const dialog = show(h('div', {},
    h('h2', { id: 'secret' }, t('keyOnce')), secret,
    h('div', { class: 'row end' },
      h('button', { type: 'button', onclick: () => navigator.clipboard?.writeText(key.key).then(() => say(t('copied'))) }, t('copy')),
      h('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, t('close')))), 'secret');
  secret.select();
}
