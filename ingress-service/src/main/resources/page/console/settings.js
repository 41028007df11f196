// All settings of a room. Before anything is changed the server says what would be, value by value.

import { get, part, send } from './api.js';
import { button, h, reasonOf, write } from './ui.js';
import { t } from './text.js';
import { form } from './form.js';
import { OF_A_ROOM } from './fields.js';
import { propose } from './propose.js';

export function settings(room, { refresh }) {
  const place = h('div', { 'aria-busy': 'true' });

  async function load() {
    try {
      const found = await get(`/rooms/${part(room)}`);
      place.replaceChildren(editor(found.settings));
    } catch (problem) {
      place.replaceChildren(h('p', { class: 'wrong', role: 'alert' }, reasonOf(problem)));
    }
    place.setAttribute('aria-busy', 'false');
  }

  function editor(current) {
    return form(OF_A_ROOM, current, (patch) => propose({ path: `/rooms/${part(room)}`, name: room, patch, after: load }));
  }

  load();
  return {
    element: h('section', { class: 'panel' },
      h('div', { class: 'row' }, h('h1', {}, `${t('screen.settings')} · ${room}`), button(t('newRoom'), () => fresh(refresh))),
      h('p', { class: 'muted' }, t('settingsWhy')), place),
  };
}

/** A new room begins with the defaults, and is seen before it is made. */
function fresh(refresh) {
  const name = h('input', { id: 'new-room', required: true, pattern: '[a-z0-9][a-z0-9\\-]{0,62}', autocomplete: 'off' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const dialog = h('dialog', { 'aria-labelledby': 'fresh' }, h('form', { onsubmit: go },
    h('h2', { id: 'fresh' }, t('newRoom')),
    h('label', { for: 'new-room' }, t('newRoomName')), name, h('small', {}, t('newRoomHint')), wrong,
    h('div', { class: 'row end' }, h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')), h('button', { class: 'primary' }, t('preview')))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();

  async function go(event) {
    event.preventDefault();
    const path = `/rooms/${part(name.value)}`;
    try {
      const { body } = await send('PUT', `${path}?dryRun=true`, { body: {} });
      if (body.before !== null) return write(wrong, t('roomExists'));
      dialog.close();
      await propose({ path, name: name.value, patch: {}, after: refresh });
    } catch (problem) {
      write(wrong, reasonOf(problem));
    }
  }
}
