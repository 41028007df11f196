// Dead letters: looked at, redriven, discarded.

import { get, part, send } from './api.js';
import { ask, button, complain, field, h, paged, show, table } from './ui.js';
import { t, word } from './text.js';
import { at, number } from './time.js';

const PAGE = 50;

export function letters() {
  const reason = h('select', { id: 'letter-reason', onchange: again }, ['', 'MAX_ATTEMPTS', 'UNREADABLE'].map((name) => h('option', { value: name }, name ? word('letter', name) : t('allReasons'))));
  const parked = h('select', { id: 'letter-parked', onchange: again }, ['', 'false', 'true'].map((name) => h('option', { value: name }, t(`parked.${name || 'all'}`))));
  const place = h('div', {});
  let list;

  function again() {
    list = paged(read, render);
    place.replaceChildren(list.element);
  }

  function read(after) {
    const query = new URLSearchParams(Object.entries({ limit: PAGE, after, reason: reason.value, parked: parked.value }).filter(([, value]) => value));
    return get(`/dead-letters?${query}`);
  }

  function render(items) {
    return table(t('screen.letters'), ['at', 'origin', 'reason', 'attempts', 'parked', 'actions'].map((key) => t(`column.${key}`)), items.map((letter) => [
      at(letter.at), `${letter.topic} ${letter.partition}/${letter.offset}`, word('letter', letter.reason), number(letter.attempts), letter.parked ? t('yes') : null,
      h('div', { class: 'row tight' },
        button(t('look'), () => look(letter), { changes: false, label: t('lookAt', letter.offset) }),
        button(t('redrive'), () => redrive(letter), { label: t('redriveWhich', letter.offset) }),
        button(t('discard'), () => discard(letter), { kind: 'risky', label: t('discardWhich', letter.offset) }))]), t('noLetters'));
  }

  async function look({ id }) {
    try {
      const letter = await get(`/dead-letters/${part(id)}`);
      const dialog = show(h('div', {},
        h('h2', { id: 'letter' }, word('letter', letter.reason)),
        h('p', { class: 'muted' }, `${letter.id} · ${letter.queryId ?? ''}`),
        h('code', { class: 'block', tabindex: '0' }, typeof letter.payload === 'string' ? letter.payload : JSON.stringify(letter.payload, null, 2)),
        h('div', { class: 'row end' }, h('button', { type: 'button', onclick: () => dialog.close() }, t('close')))), 'letter', 'wide');
    } catch (problem) {
      complain(problem);
    }
  }

  /** What would be done is asked for first: it is done by the filter, and letters come and go. */
  async function redrive(letter) {
    const path = letter ? `/dead-letters/${part(letter.id)}/redrive` : '/dead-letters/redrive';
    const filter = letter ? {} : { filter: { reason: reason.value || undefined, parked: parked.value === 'true' } };
    const rate = h('input', { type: 'number', min: 1, max: 1000, value: 10 });
    try {
      const { body } = await send('POST', path, { body: { ...filter, dryRun: true } });
      ask({
        title: t('ask.redrive'),
        body: [h('p', {}, t('what.redrive', number(body.letters), number(body.settled))), field(t('perSecond'), rate)],
        confirm: t('redrive'),
        after: () => list.reload(),
        async act(why) {
          const done = await send('POST', path, { body: { ...filter, ratePerSecond: Number(rate.value), reason: why } });
          return t('did.redrive', number(done.body.letters));
        },
      });
    } catch (problem) {
      complain(problem);
    }
  }

  function discard(letter) {
    ask({
      title: t('ask.discard'),
      body: [h('p', {}, t('what.discard'))],
      reason: 'required',
      confirm: t('discard'),
      danger: true,
      after: () => list.reload(),
      async act(why) {
        await send('DELETE', `/dead-letters/${part(letter.id)}?reason=${part(why)}`);
        return t('did.discard');
      },
    });
  }

  again();
  return {
    element: h('section', { class: 'panel' },
      h('div', { class: 'row' }, h('h1', {}, t('screen.letters')),
        h('label', { for: 'letter-reason', class: 'unseen' }, t('column.reason')), reason,
        h('label', { for: 'letter-parked', class: 'unseen' }, t('column.parked')), parked,
        button(t('redriveAll'), () => redrive(null)),
        h('button', { type: 'button', onclick: () => list.reload() }, t('reload'))),
      h('p', { class: 'muted' }, t('lettersWhy')), place),
  };
}
