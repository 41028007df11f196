// A room, live: its figures, seats and slots, the head of its line, and the last hour or day.

import { send, get, part } from './api.js';
import { h, write, reasonOf } from './ui.js';
import { t } from './text.js';
import { number, roughly, since } from './time.js';
import { actions } from './actions.js';
import { seats } from './seats.js';
import { slots } from './slots.js';
import { line } from './line.js';
import { charts } from './charts.js';

const LOOK_MS = 1000;
const STATUS_MS = 5000;

export function room(name) {
  const screen = { figures: figures(), actions: actions(name, () => look()), seats: seats(name), slots: slots(), line: line(name), charts: charts(name) };
  const trouble = h('p', { class: 'banner', role: 'alert', hidden: true });
  const health = h('ul', { class: 'chips', 'aria-label': t('health') });
  const element = h('div', { class: 'room' },
    h('h1', { class: 'unseen' }, `${t('room')} ${name}`),
    trouble, screen.figures.element,
    h('div', { class: 'row bar' }, screen.actions.element, health),
    h('div', { class: 'columns' }, screen.seats.element, screen.slots.element),
    h('div', { class: 'columns' }, screen.line.element, screen.charts.element));
  let tag = null;
  let live = null;
  let asking = false;
  let ended = false;

  async function look() {
    if (asking || ended || document.hidden) return;
    asking = true;
    try {
      const answer = await send('GET', `/rooms/${part(name)}/live`, { tag });
      tag = answer.tag;
      live = answer.body ?? live;
      trouble.hidden = true;
      element.classList.remove('stale');
      if (answer.body) screen.actions.update(live);
    } catch (problem) {
      write(trouble, `${reasonOf(problem)} ${live ? t('staleFigures') : ''}`);
      trouble.hidden = false;
      element.classList.add('stale');
    }
    asking = false;
    if (live && !ended) [screen.figures, screen.seats, screen.slots, screen.line].forEach((each) => each.update(live));
  }

  async function lookAtSystem() {
    if (document.hidden || ended) return;
    try {
      const status = await get('/status');
      screen.slots.outcomes(status.outcomes);
      health.replaceChildren(...chips(status));
    } catch {
      health.replaceChildren(chip(t('statusAway'), 'bad'));
    }
  }

  const timers = [setInterval(look, LOOK_MS), setInterval(lookAtSystem, STATUS_MS)];
  look();
  lookAtSystem();
  return {
    element,
    stop() {
      ended = true;
      timers.forEach(clearInterval);
      screen.charts.stop();
    },
  };
}

function chip(text, kind = '') {
  return h('li', { class: kind }, text);
}

/** Where several partitions are, the worst of them counts. */
function chips(status) {
  const worst = (of) => status.partitions.map(of).reduce((a, b) => (a === null || b === null ? null : Math.max(a, b)), 0);
  const log = worst((one) => one.logLag);
  const view = worst((one) => one.viewLagSeconds);
  const history = worst((one) => one.historyLag);
  return [
    chip(log === null ? t('logAway') : t('logLag', number(log)), log === null ? 'bad' : log > 1000 ? 'warn' : 'good'),
    chip(t('viewLag', view.toFixed(1)), view > 2 ? 'bad' : view > 0.5 ? 'warn' : 'good'),
    chip(history === null ? t('historyAway') : t('historyLag', number(history)), history === null ? 'bad' : history > 1000 ? 'warn' : 'good'),
  ];
}

/** The numbers that are looked at first. */
function figures() {
  const cells = {};
  const figure = (key) => {
    cells[key] = { value: h('strong', {}, '–'), note: h('small', {}, '') };
    return h('div', { class: `figure ${key}` }, h('span', {}, t(`figure.${key}`)), cells[key].value, cells[key].note);
  };
  const element = h('section', { class: 'figures', 'aria-label': t('figures') },
    ['state', 'active', 'waiting', 'wait', 'rate', 'head', 'serving'].map(figure));
  const tell = (key, value, note = '') => {
    write(cells[key].value, value);
    write(cells[key].note, note);
  };

  function update(live) {
    const state = stateOf(live);
    element.firstChild.dataset.state = state;
    tell('state', t(`state.${state}`), live.held ? t('state.heldToo') : '');
    tell('active', `${number(live.active)} / ${number(live.capacity)}`, t('free', number(Math.max(0, live.capacity - live.active))));
    tell('waiting', number(live.waiting));
    tell('wait', live.estimatedWaitSeconds === null ? t('unknown') : roughly(live.estimatedWaitSeconds));
    tell('rate', number(live.admittedPerMinute), t('perMinute'));
    tell('head', live.line.length ? since(live.line[0].joinedAt) : '–');
    tell('serving', number(live.serving), t('ofTickets', number(live.lastTicket)));
  }
  return { element, update };
}

export function stateOf(live) {
  if (live.status !== 'OPEN') return live.status.toLowerCase();
  return live.paused ? 'paused' : 'open';
}
