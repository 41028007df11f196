// What operators did, the newest first, with what it was before and after.

import { get, part } from './api.js';
import { h, paged, table } from './ui.js';
import { t, word } from './text.js';
import { at } from './time.js';
import { differences } from './patch.js';

const PAGE = 50;

export function audit() {
  const list = paged((after) => get(`/audit?limit=${PAGE}${after ? `&after=${part(after)}` : ''}`), (items) =>
    table(t('screen.audit'), ['at', 'operator', 'action', 'target', 'reason', 'change'].map((key) => t(`column.${key}`)), items.map((entry) => [
      at(entry.at), entry.operator, word('action', entry.action), entry.target, entry.reason, change(entry)])));
  return {
    element: h('section', { class: 'panel' },
      h('div', { class: 'row' }, h('h1', {}, t('screen.audit')), h('button', { type: 'button', onclick: list.reload }, t('reload'))),
      h('p', { class: 'muted' }, t('auditWhy')), list.element),
  };
}

function change({ before, after }) {
  if (before === null && after === null) return null;
  const rows = differences(group(before), group(after));
  if (rows.length === 0) return null;
  const lines = rows.slice(0, 40).map(([key, old, fresh]) => h('li', {}, `${word('setting', key)}: `, h('del', {}, text(old)), ' → ', h('ins', {}, text(fresh))));
  return rows.length <= 2 ? h('ul', { class: 'plain' }, lines) : h('details', {}, h('summary', {}, t('changesOf', rows.length)), h('ul', { class: 'plain' }, lines));
}

const group = (value) => (value !== null && typeof value === 'object' ? value : value === null ? {} : { value });
const text = (value) => (value === undefined || value === null ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value));
