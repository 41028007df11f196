// All pools: how many slots, what waits, held or not, and their settings.

import { get, part, send } from './api.js';
import { ask, button, h, reasonOf, table, write } from './ui.js';
import { t } from './text.js';
import { number, roughly, since } from './time.js';
import { form } from './form.js';
import { OF_A_POOL } from './fields.js';
import { propose } from './propose.js';
import { told } from './actions.js';

const LOOK_MS = 3000;

export function pools() {
  const place = h('div', { 'aria-busy': 'true' });
  const editing = h('div', {});
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  let seen = '';

  async function look() {
    if (document.hidden) return;
    try {
      const [page, status] = await Promise.all([get('/pools?limit=1000'), get('/status').catch(() => null)]);
      const now = JSON.stringify([page.items, status?.outcomes]);
      if (now !== seen) render(page.items, status?.outcomes ?? {});
      seen = now;
      write(wrong, '');
    } catch (problem) {
      write(wrong, reasonOf(problem));
    }
    place.setAttribute('aria-busy', 'false');
  }

  function render(items, outcomes) {
    place.replaceChildren(table(t('screen.pools'), ['pool', 'slots', 'queued', 'hold', 'upstream', 'lately', 'actions'].map((key) => t(`column.${key}`)), items.map((pool) => [
      pool.pool, number(pool.slots), number(pool.queued),
      h('span', { class: pool.held ? 'bad' : 'good' }, pool.held ? t(`held.${pool.held}`, since(pool.heldSince)) : t('notHeld')),
      [pool.settings.upstream.kind, pool.settings.upstream.url].filter(Boolean).join(' '),
      lately(outcomes[pool.pool]),
      h('div', { class: 'row tight' },
        pool.held === 'OPERATOR' ? null : button(t('hold'), () => hold(pool.pool, 'hold'), { label: t('holdWhich', pool.pool) }),
        pool.held ? button(t('release'), () => hold(pool.pool, 'release'), { label: t('releaseWhich', pool.pool) }) : null,
        button(t('edit'), () => edit(pool), { label: t('editWhich', pool.pool) }))])));
  }

  function lately(outcomes) {
    return outcomes ? t('upstreamFigures', number(outcomes.succeeded), number(outcomes.failed + outcomes.timedOut), roughly(outcomes.runP50)) : t('upstreamQuiet');
  }

  function hold(pool, what) {
    ask({
      title: t(`ask.${what}`, pool),
      body: [h('p', {}, t(`what.${what}`))],
      confirm: t(what),
      danger: what === 'hold',
      after: look,
      async act(reason) {
        const { status } = await send('POST', `/pools/${part(pool)}/${what}`, { body: { reason }, wait: 10 });
        return told(status, t(`did.${what}`, pool));
      },
    });
  }

  function edit(pool) {
    editing.replaceChildren(h('h2', { tabindex: '-1' }, `${t('edit')} · ${pool.pool}`),
      h('p', { class: 'muted' }, t('poolWhy')),
      form(OF_A_POOL, only(pool.settings), (patch) => propose({ path: `/pools/${part(pool.pool)}`, name: pool.pool, patch, after: () => { editing.replaceChildren(); look(); } })));
    editing.firstChild.focus();
  }

  const timer = setInterval(look, LOOK_MS);
  look();
  return {
    element: h('section', { class: 'panel' }, h('h1', {}, t('screen.pools')), wrong, place, editing),
    stop: () => clearInterval(timer),
  };
}

/** What can be changed here. */
function only({ slots, prefetch, upstream }) {
  return { slots, prefetch, upstream: { timeout: upstream.timeout } };
}
