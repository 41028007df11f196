// Replays of the real traffic: is it still as it was decided, and what would it have been?

import { get, part, send } from './api.js';
import { complain, field, h, mayChange, paged, reasonOf, say, table, write } from './ui.js';
import { t, word } from './text.js';
import { number } from './time.js';
import { report } from './report.js';

const LOOK_MS = 1000;
const PAGE = 10;
const MODES = ['what-if', 'verify', 'rebuild'];
const CHANGES = [
  ['capacity', 'number'], ['slots', 'number'], ['sessionTtl', 'text'], ['idleTimeout', 'text'], ['abandonTimeout', 'text'],
];

export function replays(name, { rooms }) {
  const watched = h('div', { 'aria-live': 'polite' });
  let timer = null;
  let shown = null;

  const list = paged((after) => get(`/replays?limit=${PAGE}${after ? `&after=${part(after)}` : ''}`), (items) =>
    table(t('screen.replays'), ['replay', 'mode', 'state', 'commands', 'actions'].map((key) => t(`column.${key}`)), items.map((run) => [
      run.id, word('mode', run.mode), word('run', run.state), number(run.commands),
      h('button', { type: 'button', 'aria-label': t('lookAt', run.id), onclick: () => watch(run.id) }, t('look'))]), t('noReplays')));

  function watch(id) {
    clearInterval(timer);
    shown?.stop();
    shown = null;
    const bar = h('progress', { max: 1, value: 0, 'aria-label': t('progress') });
    const words = h('p', {});
    watched.replaceChildren(h('h2', {}, t('replayOf', id.slice(-6))), bar, words);

    async function look() {
      try {
        const run = await get(`/replays/${part(id)}`);
        bar.value = run.state === 'DONE' ? 1 : run.progress;
        write(words, `${word('run', run.state)} · ${t('commandsAt', number(run.commands), number(run.commandsPerSecond))}${run.error ? ` · ${run.error}` : ''}`);
        if (run.state === 'RUNNING') return;
        clearInterval(timer);
        if (run.report) {
          shown = report(run.mode, run.report);
          watched.append(shown.element);
        }
        list.reload();
      } catch (problem) {
        write(words, reasonOf(problem));
      }
    }
    timer = setInterval(look, LOOK_MS);
    look();
  }

  return {
    element: h('section', { class: 'panel' },
      h('h1', {}, t('screen.replays')), h('p', { class: 'muted' }, t('replaysWhy')),
      mayChange() ? order(rooms, (id) => { list.reload(); watch(id); }) : null, watched, h('h2', {}, t('earlier')), list.element),
    stop() {
      clearInterval(timer);
      shown?.stop();
    },
  };
}

function order(rooms, begun) {
  const mode = h('select', { onchange: choose }, MODES.map((name) => h('option', { value: name }, word('mode', name))));
  const from = h('input', { value: 'earliest', required: true, autocomplete: 'off' });
  const to = h('input', { value: 'latest', required: true, autocomplete: 'off' });
  const room = h('select', {}, h('option', { value: '' }, t('allRooms')), rooms.map((each) => h('option', { value: each }, each)));
  const changes = CHANGES.map(([key, type]) => [key, h('input', { type, min: type === 'number' ? 1 : null, name: key, autocomplete: 'off' })]);
  const rate = { count: h('input', { type: 'number', min: 1 }), per: h('input', { placeholder: '10s', autocomplete: 'off' }) };
  const imagined = h('fieldset', {}, h('legend', {}, t('imagine')), h('div', { class: 'fields' },
    field(t('room'), room), changes.map(([key, input]) => field(word('setting', key), input, t('hint.asIs'))),
    field(word('setting', 'admissionRate.count'), rate.count, t('hint.asIs')), field(word('setting', 'admissionRate.per'), rate.per, t('hint.asIs'))));

  function choose() {
    imagined.hidden = mode.value !== 'what-if';
  }

  function wanted() {
    const given = Object.fromEntries(changes.filter(([, input]) => input.value).map(([key, input]) => [key, input.type === 'number' ? Number(input.value) : input.value.trim()]));
    if (room.value) given.room = room.value;
    if (rate.count.value) given.admissionRate = { count: Number(rate.count.value), per: rate.per.value || '10s' };
    return given;
  }

  async function submit(event) {
    event.preventDefault();
    const body = { mode: mode.value, from: from.value.trim(), to: to.value.trim() };
    if (mode.value === 'what-if') body.changes = wanted();
    try {
      const run = (await send('POST', '/replays', { body })).body;
      say(t('did.replay', word('mode', body.mode)));
      begun(run.id);
    } catch (problem) {
      complain(problem);
    }
  }

  return h('form', { onsubmit: submit },
    h('div', { class: 'fields' }, field(t('column.mode'), mode), field(t('from'), from, t('hint.point')), field(t('until'), to, t('hint.point'))),
    imagined,
    h('div', { class: 'row end' }, h('button', { class: 'primary', id: 'replay' }, t('do.replay'))));
}
