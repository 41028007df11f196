// The console: who may come in, which room is looked at, and which screen is shown.

import { get, part, token, Problem } from './api.js';
import { h, onlyLooks, write, reasonOf } from './ui.js';
import { language, languages, speak, t } from './text.js';
import { room } from './room.js';
import { people } from './people.js';
import { settings } from './settings.js';
import { stage } from './stage.js';
import { pools } from './pools.js';
import { letters } from './letters.js';
import { replays } from './replays.js';
import { past } from './past.js';
import { audit } from './audit.js';
import { keys } from './keys.js';
import { system } from './system.js';

/** Screens of a room, and those of all rooms. Each returns {element, stop}. */
const OF_A_ROOM = { now: room, people, settings, stage };
const OF_ALL = { pools, letters, replays, past, audit, keys, system };
const THEME = 'naru.theme';
const LOOK_FOR_ROOMS_MS = 30000;

const app = document.getElementById('app');
let shown = null;
let rooms = [];
let me = { name: '', role: 'operator' };

function theme(value) {
  localStorage.setItem(THEME, value);
  document.documentElement.dataset.theme = value;
  dispatchEvent(new Event('naru-theme'));
}

/** #/room/default/people or #/all/pools */
function place() {
  const [, kind, first, second] = location.hash.split('/').map(decodeURIComponent);
  if (kind === 'all' && first in OF_ALL) return { screen: first, room: null };
  return { room: rooms.includes(first) ? first : rooms[0], screen: second in OF_A_ROOM ? second : 'now' };
}

const pathOf = (name, screen) => `#/room/${part(name)}/${screen}`;

function login(message) {
  stop();
  const input = h('input', { id: 'token', type: 'password', autocomplete: 'current-password', required: true, spellcheck: 'false' });
  const wrong = h('p', { class: 'wrong', role: 'alert' }, message ?? '');
  const form = h('form', { class: 'panel alone', onsubmit: enter },
    h('h1', {}, h('img', { src: '/console/icon.svg', alt: '', width: 32, height: 32 }), ' Naru'),
    h('p', { class: 'muted' }, t('loginWhy')),
    h('label', { for: 'token' }, t('token')), input, wrong,
    h('div', { class: 'row end' }, h('button', { class: 'primary' }, t('enter'))));
  app.replaceChildren(h('main', {}, form, h('div', { class: 'row center' }, choices())));
  input.focus();

  async function enter(event) {
    event.preventDefault();
    token.keep(input.value.trim());
    try {
      await begin();
    } catch (problem) {
      token.forget();
      write(wrong, problem.status === 401 || problem.status === 403 ? t('wrongToken') : reasonOf(problem));
    }
  }
}

async function begin() {
  rooms = await roomNames();
  me = await whoAmI();
  onlyLooks(me.role === 'viewer');
  frame();
  route();
}

async function roomNames() {
  const names = [];
  for (let next = ''; next !== null && names.length < 5000; ) {
    const page = await get(`/rooms?limit=1000${next && `&after=${part(next)}`}`);
    names.push(...page.items.map((item) => item.room));
    next = page.next;
  }
  return names;
}

/** Where no roles are, whoever has a token is an operator. */
async function whoAmI() {
  try {
    return await get('/me');
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) return { name: '', role: 'operator' };
    throw problem;
  }
}

let chooser;
let nav;
let main;

function frame() {
  chooser = h('select', { id: 'room', onchange: () => (location.hash = pathOf(chooser.value, place().screen in OF_A_ROOM ? place().screen : 'now')) });
  nav = h('nav', { 'aria-label': t('screens') });
  main = h('main', { id: 'main', tabindex: '-1' });
  app.replaceChildren(
    h('a', { class: 'skip', href: '#main', onclick: (event) => { event.preventDefault(); main.focus(); } }, t('skip')),
    h('header', {},
      h('strong', { class: 'brand' }, h('img', { src: '/console/icon.svg', alt: '', width: 24, height: 24 }), 'Naru'),
      h('label', { for: 'room', class: 'unseen' }, t('room')), chooser,
      nav,
      h('div', { class: 'row tools' }, h('span', { class: 'muted' }, [me.name, me.role === 'viewer' && t('viewer')].filter(Boolean).join(' · ')), choices(), h('button', { type: 'button', class: 'quiet', onclick: () => { token.forget(); login(); } }, t('leave')))),
    main);
}

function choices() {
  const speaks = h('select', { 'aria-label': t('language'), onchange: () => { speak(speaks.value); restart(); } },
    Object.entries(languages).map(([tag, name]) => h('option', { value: tag, lang: tag, selected: tag === language }, name)));
  const looks = h('select', { 'aria-label': t('theme'), onchange: () => theme(looks.value) },
    ['auto', 'light', 'dark'].map((name) => h('option', { value: name, selected: name === document.documentElement.dataset.theme }, t(`theme.${name}`))));
  return [speaks, looks];
}

function restart() {
  document.title = t('title');
  if (token.get()) {
    frame();
    route();
  } else login();
}

function stop() {
  shown?.stop?.();
  shown = null;
}

function route() {
  if (!nav || !token.get()) return;
  stop();
  const { room: name, screen } = place();
  chooser.replaceChildren(...rooms.map((each) => h('option', { value: each, selected: each === name }, each)));
  const link = (href, key) => h('a', { href, 'aria-current': key === screen ? 'page' : null }, t(`screen.${key}`));
  const current = name ?? rooms[0];
  nav.replaceChildren(
    h('span', { class: 'group' }, current === undefined ? [] : Object.keys(OF_A_ROOM).map((key) => link(pathOf(current, key), key))),
    h('span', { class: 'group' }, Object.keys(OF_ALL).map((key) => link(`#/all/${key}`, key))));
  const make = OF_A_ROOM[screen] ?? OF_ALL[screen];
  if (OF_A_ROOM[screen] && name === undefined) main.replaceChildren(h('p', { class: 'muted' }, t('noRooms')));
  else {
    shown = make(name ?? null, { rooms, refresh });
    main.replaceChildren(shown.element);
  }
  document.title = [t(`screen.${screen}`), name, t('title')].filter(Boolean).join(' · ');
}

/** Rooms come and go while somebody looks. */
async function refresh() {
  const before = rooms.join();
  rooms = await roomNames();
  if (rooms.join() !== before) route();
}

document.documentElement.dataset.theme = localStorage.getItem(THEME) ?? 'auto';
speak(language);
document.title = t('title');
addEventListener('hashchange', route);
addEventListener('naru-refused', (event) => {
  if (event.detail === 401 && nav) {
    token.forget();
    nav = null;
    login(t('wrongToken'));
  }
});
setInterval(() => token.get() && nav && !document.hidden && refresh().catch(() => {}), LOOK_FOR_ROOMS_MS);
if (token.get()) begin().catch((problem) => login(problem.status === 401 ? t('wrongToken') : reasonOf(problem)));
else login();
