// What a replay found: figures side by side, and what was and what would have been over time.

import { h, table } from './ui.js';
import { t, word } from './text.js';
import { number, roughly } from './time.js';
import { chart } from './chart.js';

export function report(mode, found) {
  if (mode === 'what-if') return imagined(found);
  return { element: mode === 'verify' ? verified(found) : rebuilt(found), stop() {} };
}

function verdict(good, text) {
  return h('p', { class: good ? 'verdict good' : 'verdict bad' }, text);
}

function verified(found) {
  const { fairness } = found;
  return h('div', {},
    verdict(found.equal, t(found.equal ? 'equal' : 'unequal', number(found.events))),
    verdict(found.viewEqual !== false, t(found.viewEqual === null ? 'viewUnknown' : found.viewEqual ? 'viewEqual' : 'viewUnequal')),
    fairness ? h('p', {}, t('fairnessFigures', number(fairness.inversions), number(fairness.maxActive), number(fairness.duplicates))) : null,
    found.firstDifference ? h('code', { class: 'block' }, JSON.stringify(found.firstDifference, null, 2)) : null,
    h('p', { class: 'muted' }, `${found.view} · ${t('chain')} ${found.chain}`));
}

function rebuilt(found) {
  return h('div', {}, verdict(true, t('rebuilt', number(found.previousGeneration), number(found.generation))), found.verified ? verified(found.verified) : null);
}

function imagined({ recorded, imagined: other }) {
  const charts = [
    ['waiting', 'figure.waiting', number], ['waitSeconds', 'chart.waits', roughly], ['active', 'figure.active', number], ['busySlots', 'busySlots', number],
  ].filter(([key]) => recorded.series?.[key]).map(([key, title, unit]) => drawn(recorded.series[key], other.series[key], t(title), unit));
  return {
    element: h('div', {}, side(recorded, other), h('div', { class: 'columns' }, charts.map((one) => one.element))),
    stop: () => charts.forEach((one) => one.stop()),
  };
}

function side(recorded, other) {
  const rows = [
    ['sessions', (one) => number(one.sessions)],
    ['admitted', (one) => number(one.admitted)],
    ['maxActive', (one) => number(one.maxActive)],
    ['maxWaiting', (one) => number(one.maxWaiting)],
    ['waitP50', (one) => roughly(one.waitSeconds.p50)],
    ['waitP95', (one) => roughly(one.waitSeconds.p95)],
    ['waitMax', (one) => roughly(one.waitSeconds.max)],
    ['queries', (one) => number(one.queries.finished)],
    ['queueP95', (one) => roughly(one.queries.queueSeconds.p95)],
    ['slotUse', (one) => `${Math.round(one.queries.slotUse * 100)} %`],
    ...Object.keys({ ...recorded.ended, ...other.ended }).map((reason) => [`ended.${reason}`, (one) => number(one.ended[reason] ?? 0)]),
  ];
  return table(t('comparison'), [t('column.figure'), t('recorded'), t('imagined')],
    rows.map(([key, of]) => [key.startsWith('ended.') ? t('endedBy', word('ended', key.slice(6))) : t(`whatIf.${key}`), of(recorded), of(other)]));
}

/** Both series on one axis of time: their steps may be of different length. */
function drawn(recorded, other, title, unit) {
  const both = chart(title, [
    { key: 'recorded', label: t('recorded'), color: '--muted', fill: true },
    { key: 'imagined', label: t('imagined'), color: '--accent' },
  ], { unit });
  const end = Math.max(endOf(recorded), endOf(other));
  const begin = Math.min(recorded.begin, other.begin);
  const step = Math.max(250, Math.min(recorded.stepMillis, other.stepMillis), (end - begin) / 512);
  const times = [];
  for (let time = begin; time <= end; time += step) times.push(time);
  both.show(times.map((time) => time / 1000), times.map((time) => ({ recorded: valueAt(recorded, time), imagined: valueAt(other, time) })));
  return both;
}

const endOf = (series) => series.begin + (series.values.length - 1) * series.stepMillis;

function valueAt(series, time) {
  const index = Math.floor((time - series.begin) / series.stepMillis);
  return series.values[index] ?? null;
}
