// A change of settings: checked by the server first, shown as before and after, and made once it is confirmed.

import { send } from './api.js';
import { ask, complain, h, table } from './ui.js';
import { t, word } from './text.js';
import { short } from './time.js';
import { differences } from './patch.js';
import { told } from './actions.js';

/** @param path of the room or the pool below /admin/v1 */
export async function propose({ path, name, patch, after }) {
  let change;
  try {
    change = (await send('PUT', `${path}?dryRun=true`, { body: patch })).body;
  } catch (problem) {
    return complain(problem);
  }
  const rows = differences(change.before, change.after);
  ask({
    title: t('ask.configure', name),
    body: [
      h('p', {}, change.before === null ? t('what.create') : t('what.configure')),
      table(t('changes'), [t('column.setting'), t('column.before'), t('column.after')], rows.map(([key, before, fresh]) => [
        word('setting', key), before === undefined ? null : h('del', {}, shown(before)), fresh === undefined ? null : h('ins', {}, shown(fresh))]), t('nothingToChange')),
      ...warnings(change),
    ],
    confirm: t('apply'),
    after,
    async act(reason) {
      const query = reason ? `?reason=${encodeURIComponent(reason)}` : '';
      const { status } = await send('PUT', `${path}${query}`, { body: patch, wait: 10 });
      return told(status, t('did.configure', name, rows.map(([key, , fresh]) => `${word('setting', key)} → ${shown(fresh)}`).join(', ')));
    },
  });
}

function shown(value) {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return short(value);
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(', ') : JSON.stringify(value);
}

/** What the numbers alone do not say. */
function warnings({ before, after }) {
  const notes = [];
  if (before && after.capacity < before.capacity) notes.push(t('warn.capacity'));
  if (before && after.slots < before.slots) notes.push(t('warn.slots'));
  if (before && after.maxWaiting < before.maxWaiting) notes.push(t('warn.maxWaiting'));
  return notes.map((note) => h('p', { class: 'hint' }, note));
}
