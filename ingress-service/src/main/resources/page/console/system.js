// How Naru itself does, partition by partition.

import { get } from './api.js';
import { h, reasonOf, table, write } from './ui.js';
import { t } from './text.js';
import { number, roughly } from './time.js';

const LOOK_MS = 2000;

export function system() {
  const place = h('div', {});
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const instance = h('p', { class: 'muted' });

  async function look() {
    if (document.hidden) return;
    try {
      const status = await get('/status');
      write(instance, t('answeredBy', status.instance));
      place.replaceChildren(partitions(status), h('h2', {}, t('outcomes')), outcomes(status.outcomes));
      write(wrong, '');
    } catch (problem) {
      write(wrong, reasonOf(problem));
    }
  }

  const timer = setInterval(look, LOOK_MS);
  look();
  return {
    element: h('section', { class: 'panel' }, h('h1', {}, t('screen.system')), h('p', { class: 'muted' }, t('systemWhy')), wrong, instance, place),
    stop: () => clearInterval(timer),
  };
}

function partitions(status) {
  return table(t('partitions'), ['partition', 'term', 'decided', 'logLag', 'viewLag', 'historyLag', 'trouble'].map((key) => t(`column.${key}`)),
    status.partitions.map((one) => [
      number(one.partition), number(one.term), number(one.decided),
      one.logLag === null ? t('away') : number(one.logLag), roughly(one.viewLagSeconds),
      one.historyLag === null ? t('away') : number(one.historyLag), one.trouble ?? t('well')]));
}

function outcomes(byPool) {
  if (byPool === null) return h('p', {}, t('outcomesAway'));
  return table(t('outcomes'), ['pool', 'succeeded', 'failed', 'timedOut', 'cancelled', 'runP50', 'runP95'].map((key) => t(`column.${key}`)),
    Object.entries(byPool).map(([pool, one]) => [
      pool, number(one.succeeded), number(one.failed), number(one.timedOut), number(one.cancelled), roughly(one.runP50), roughly(one.runP95)]), t('upstreamQuiet'));
}
