// The last hour and the last day of a room, as charts, and as a table for those who do not see them.

import { get, part } from './api.js';
import { h, table, write, reasonOf } from './ui.js';
import { t } from './text.js';
import { at, number, roughly } from './time.js';
import { chart } from './chart.js';

const LOOK_MS = 15000;

export function charts(room) {
  let window = '1h';
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const crowd = chart(t('chart.crowd'), [
    { key: 'active', label: t('figure.active'), color: '--accent', fill: true },
    { key: 'waiting', label: t('figure.waiting'), color: '--warn' },
  ]);
  const waits = chart(t('chart.waits'), [
    { key: 'waitP50', label: t('median'), color: '--accent', dots: true },
    { key: 'waitP95', label: t('p95'), color: '--bad', dots: true },
  ], { unit: roughly });
  const flow = chart(t('chart.flow'), [
    { key: 'joined', label: t('joined'), color: '--warn' },
    { key: 'admitted', label: t('admitted'), color: '--good' },
    { key: 'left', label: t('leftLine'), color: '--bad' },
  ]);
  const all = [crowd, waits, flow];
  const listed = h('div', {});
  const choose = (value) => h('button', { type: 'button', 'aria-pressed': String(value === window), onclick: () => pick(value) }, t(`window.${value}`));
  const chosen = ['1h', '1d'].map(choose);
  const details = h('details', {}, h('summary', {}, t('asTable')), listed);
  const element = h('section', { class: 'panel', 'aria-labelledby': 'charts' },
    h('div', { class: 'row' }, h('h2', { id: 'charts' }, t('charts')), h('div', { class: 'row tight' }, chosen)),
    wrong, all.map((one) => one.element), details);

  function pick(value) {
    window = value;
    chosen.forEach((one, index) => one.setAttribute('aria-pressed', String(['1h', '1d'][index] === value)));
    look();
  }

  async function look() {
    if (document.hidden) return;
    const asked = window;
    try {
      const { points } = await get(`/rooms/${part(room)}/series?window=${asked}`);
      if (asked !== window) return;
      const times = points.map((point) => Date.parse(point.at) / 1000);
      all.forEach((one) => one.show(times, points));
      list(points);
      write(wrong, '');
    } catch (problem) {
      write(wrong, reasonOf(problem));
    }
  }

  /** Only what somebody opened is made, the newest first. */
  function list(points) {
    if (!details.open) return;
    const columns = ['at', 'active', 'waiting', 'joined', 'admitted', 'left', 'waitP50', 'waitP95'];
    listed.replaceChildren(table(t('charts'), columns.map((key) => t(`point.${key}`)),
      points.toReversed().slice(0, 60).map((point) => columns.map((key) => key === 'at' ? at(point.at) : key.startsWith('wait') && key !== 'waiting' ? roughly(point[key]) : number(point[key])))));
  }

  details.addEventListener('toggle', look);
  const timer = setInterval(look, LOOK_MS);
  look();
  return {
    element,
    stop() {
      clearInterval(timer);
      all.forEach((one) => one.stop());
    },
  };
}
