// What everybody in a room is told, and draws among them.

import { get, part, send, Problem } from './api.js';
import { ask, button, field, h, mayChange, reasonOf, show, table, write } from './ui.js';
import { t, word } from './text.js';
import { at, number } from './time.js';
import { told } from './actions.js';

const LOOK_MS = 2000;
const WAIT_S = 10;
const OVER = ['DONE', 'CANCELLED'];
/** What was told cannot be taken back. */
const TOLD = ['REVEALED', ...OVER];

export function stage(room) {
  const draws = drawing(room);
  return {
    element: h('div', { class: 'columns' }, announcing(room), draws.element),
    stop: draws.stop,
  };
}

function announcing(room) {
  const text = h('textarea', { rows: 4, maxlength: 2000, required: true });

  function tell(words) {
    ask({
      title: t(words ? 'ask.announce' : 'ask.unsay', room),
      body: words ? [h('blockquote', {}, words), h('p', {}, t('what.announce'))] : [h('p', {}, t('what.unsay'))],
      confirm: t(words ? 'do.announceNow' : 'do.unsay'),
      after: () => { if (words) text.value = ''; },
      async act(reason) {
        const { status } = await send('POST', `/rooms/${part(room)}/announcements`, { body: { text: words, reason }, wait: WAIT_S });
        return told(status, t(words ? 'did.announce' : 'did.unsay', room));
      },
    });
  }

  return h('section', { class: 'panel', 'aria-labelledby': 'announce' },
    h('h1', { id: 'announce' }, t('announcement')),
    h('p', { class: 'muted' }, t('announceWhy')),
    h('form', { onsubmit: (event) => { event.preventDefault(); tell(text.value.trim()); } },
      field(t('announceText'), text),
      h('div', { class: 'row end' },
        button(t('do.unsay'), () => tell('')),
        button(t('do.announceNow'), () => text.form.requestSubmit(), { kind: 'primary' }))));
}

function drawing(room) {
  const place = h('div', {});
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  let ended = false;

  async function look() {
    if (document.hidden || ended) return;
    try {
      const page = await get(`/rooms/${part(room)}/draws?limit=20`);
      render(page.items);
      write(wrong, '');
    } catch (problem) {
      write(wrong, problem instanceof Problem && problem.status === 404 ? t('noDraws') : reasonOf(problem));
    }
  }

  let seen = '';

  /** Made anew only when something is another: whoever reads it keeps the place. */
  function render(items) {
    const now = JSON.stringify(items);
    if (now === seen) return;
    seen = now;
    place.replaceChildren(table(t('draws'), ['at', 'prize', 'winners', 'among', 'phase', 'actions'].map((key) => t(`column.${key}`)), items.map((draw) => [
      at(draw.at), draw.prize, number(draw.winners), word('among', draw.among), word('phase', draw.phase),
      h('div', { class: 'row tight' },
        h('button', { type: 'button', 'aria-label': t('proofOf', draw.prize), onclick: () => proof(draw) }, t('proof')),
        OVER.includes(draw.phase) ? null : button(t('advance'), () => step(draw, 'advance'), { label: t('advanceWhich', draw.prize) }),
        TOLD.includes(draw.phase) ? null : button(t('cancelDraw'), () => step(draw, 'cancel'), { kind: 'risky', label: t('cancelWhich', draw.prize) }))]), t('noDrawsYet')));
  }

  function step(draw, what) {
    ask({
      title: t(`ask.${what}`, draw.prize ?? ''),
      body: [h('p', {}, t(`what.${what}`, word('phase', draw.phase)))],
      confirm: t(what === 'cancel' ? 'cancelDraw' : 'advance'),
      danger: what === 'cancel',
      after: look,
      async act(reason) {
        const { status } = await send('POST', `/rooms/${part(room)}/draws/${part(draw.drawId)}/${what}`, { body: what === 'advance' ? { from: draw.phase, reason } : { reason }, wait: WAIT_S });
        return told(status, t(`did.${what}`, draw.prize ?? ''));
      },
    });
  }

  const timer = setInterval(look, LOOK_MS);
  look();
  return {
    element: h('section', { class: 'panel', 'aria-labelledby': 'draws' },
      h('h1', { id: 'draws' }, t('draws')), h('p', { class: 'muted' }, t('drawsWhy')), drawForm(room, look), wrong, place),
    stop() {
      ended = true;
      clearInterval(timer);
    },
  };
}

function drawForm(room, after) {
  const prize = h('input', { name: 'prize', required: true, maxlength: 200, autocomplete: 'off' });
  const count = (value, least = 0) => h('input', { type: 'number', min: least, step: 1, value, required: true });
  const winners = count(1, 1);
  const among = h('select', {}, ['ACTIVE', 'WAITING', 'PRESENT'].map((name) => h('option', { value: name }, word('among', name))));
  const phases = { standbySeconds: count(3), animationSeconds: count(3), doneSeconds: count(3) };
  const again = h('input', { type: 'checkbox' });

  function submit(event) {
    event.preventDefault();
    const body = {
      prize: prize.value.trim(), winners: Number(winners.value), among: among.value, repeatWinners: again.checked,
      ...Object.fromEntries(Object.entries(phases).map(([key, input]) => [key, Number(input.value)])),
    };
    ask({
      title: t('ask.draw', body.prize),
      body: [h('p', {}, t('what.draw', number(body.winners), word('among', body.among), room))],
      confirm: t('do.draw'),
      after,
      async act(reason) {
        const { status } = await send('POST', `/rooms/${part(room)}/draws`, { body: { ...body, reason }, wait: WAIT_S });
        return told(status, t('did.draw', body.prize));
      },
    });
  }

  if (!mayChange()) return null;
  return h('form', { class: 'fields', onsubmit: submit },
    field(t('column.prize'), prize), field(t('column.winners'), winners), field(t('column.among'), among),
    Object.entries(phases).map(([key, input]) => field(t(key), input)),
    h('div', { class: 'field check' }, again, h('label', { for: (again.id = 'repeat') }, t('repeatWinners'))),
    h('div', { class: 'row end' }, h('button', { class: 'primary' }, t('do.draw'))));
}

/** What anyone can compute again: the hash before, the seed after, and who won. */
function proof(draw) {
  const rows = ['drawId', 'prize', 'phase', 'seedHash', 'seed', 'participants', 'winnerTickets'];
  const dialog = show(h('div', {},
    h('h2', { id: 'proof' }, `${t('proof')} · ${draw.prize ?? ''}`),
    h('dl', {}, rows.map((key) => h('div', {}, h('dt', {}, t(`proof.${key}`)), h('dd', {}, Array.isArray(draw[key]) ? draw[key].join(', ') : String(draw[key] ?? '–'))))),
    h('div', { class: 'row end' }, h('button', { type: 'button', onclick: () => dialog.close() }, t('close')))), 'proof', 'wide');
}
