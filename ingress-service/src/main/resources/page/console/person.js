// One visit: who, since when, the wait explained from the log, and its receipt, to be held against another.

import { get, part } from './api.js';
import { button, field, h, reasonOf, show, write } from './ui.js';
import { t, word } from './text.js';
import { at, number, since } from './time.js';
import { evict, move } from './actions.js';

export function person(room, who) {
  const story = h('div', { 'aria-busy': 'true' }, t('reading'));
  const dialog = show(h('div', {},
    h('h2', { id: 'person' }, who.userKey ?? '?'),
    h('dl', {}, facts(who)),
    h('h3', {}, t('story')),
    story,
    h('div', { class: 'row end' },
      who.admittedAt || who.endedAt ? null : button(t('move'), () => move(room, who, () => dialog.close())),
      who.endedAt ? null : button(t('evict'), () => evict(room, who, () => dialog.close()), { kind: 'danger' }),
      h('button', { type: 'button', onclick: () => dialog.close() }, t('close')))), 'person', 'wide');
  tell(room, who.sessionId, story);
}

function facts(who) {
  const rows = [
    ['column.session', who.sessionId],
    ['column.ticket', number(who.ticket)],
    ['column.joined', at(who.joinedAt)],
    ['column.admitted', who.admittedAt ? `${at(who.admittedAt)} (${since(who.admittedAt)})` : '–'],
    who.expiresAt ? ['column.expires', at(who.expiresAt)] : null,
    who.endedAt ? ['column.ended', `${at(who.endedAt)} · ${word('ended', who.endedReason)}`] : null,
  ];
  return rows.filter(Boolean).map(([key, value]) => h('div', {}, h('dt', {}, t(key)), h('dd', {}, value)));
}

async function tell(room, id, place) {
  try {
    const story = await get(`/rooms/${part(room)}/sessions/${part(id)}/story`);
    place.replaceChildren(steps(story), story.receipt ? receipt(story.receipt) : '');
  } catch (problem) {
    place.replaceChildren(h('p', { class: 'wrong', role: 'alert' }, reasonOf(problem)));
  }
  place.setAttribute('aria-busy', 'false');
}

function steps(story) {
  return h('ol', { class: 'steps' }, story.steps.map((step) =>
    h('li', {}, h('time', {}, at(step.at)), ' ', h('b', {}, word('step', step.what)), step.ahead === null ? '' : ` · ${t('ahead', number(step.ahead))}`, h('br', {}), h('span', { class: 'muted' }, step.why))));
}

/** A visitor shows a receipt: is it the log's? */
function receipt(ours) {
  const given = h('textarea', { rows: 3, spellcheck: 'false' });
  const verdict = h('p', { role: 'status' });
  const check = h('button', { type: 'button', onclick: () => {
    const equal = matches(ours, given.value);
    write(verdict, equal === null ? t('receiptUnreadable') : t(equal ? 'receiptHolds' : 'receiptDiffers'));
    verdict.className = equal ? 'good' : 'wrong';
  } }, t('checkReceipt'));
  return h('details', {},
    h('summary', {}, t('receipt')),
    h('code', { class: 'block' }, JSON.stringify(ours, null, 1)),
    field(t('receiptGiven'), given, t('receiptHint')),
    h('div', { class: 'row' }, check, verdict));
}

/** Takes a receipt, or a whole story with one in it; null if it is neither. */
function matches(ours, text) {
  try {
    const parsed = JSON.parse(text);
    const theirs = parsed.receipt ?? parsed;
    if (typeof theirs !== 'object' || theirs === null || !('chainHash' in theirs)) return null;
    return ['partition', 'offset', 'ticket', 'chainHash'].every((key) => theirs[key] === ours[key]);
  } catch {
    return null;
  }
}
