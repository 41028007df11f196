/**
 * For operators: each state of the page with made-up figures and, if the console has put them
 * there, with settings that are not saved yet: localStorage `naru.preview.<room>`, JSON of
 * {title, text, logo, color, targetUrl}.
 */

import { Progress } from '/page/progress.js';

const STATES = ['waiting', 'next', 'moved', 'pending', 'early', 'paused', 'offline', 'announcement', 'draw', 'turn', 'inside', 'ended.no_show', 'closed', 'full', 'absent', 'identity.oidc', 'identity.apiKey'];

export function preview(room, words, screen, saved) {
  const key = `naru.preview.${room}`;
  const bar = document.createElement('div');
  bar.id = 'preview';
  const label = document.createElement('label');
  label.textContent = 'Preview ';
  const choice = document.createElement('select');
  choice.append(...STATES.map(state => new Option(state)));
  label.append(choice);
  bar.append(label);
  document.body.prepend(bar);
  const show = () => {
    const early = choice.value === 'early' ? { opensAt: new Date(Date.now() + 754_000).toISOString() } : {};
    screen.look({ ...saved, ...unsaved(key), ...early });
    state(choice.value, screen);
  };
  choice.onchange = show;
  choice.value = new URLSearchParams(location.search).get('state') || 'waiting';
  addEventListener('storage', event => { if (event.key === key) show(); });
  show();
}

function unsaved(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) || {};
  } catch {
    return {};
  }
}

function state(name, screen) {
  const progress = new Progress();
  const session = { state: 'WAITING', ticket: 1482, position: 38, estimatedWaitSeconds: 430, expiresAt: new Date(Date.now() + 1_800_000).toISOString() };
  const waiting = (position, from) => {
    progress.at(from || 120);
    screen.waiting({ ...session, position, estimatedWaitSeconds: position * 11 }, position === null ? { percent: 0 } : progress.at(position));
  };
  screen.banner(null);
  screen.announcement(null);
  screen.draw(null);
  screen.connection(name === 'offline' ? 'offline' : 'live');
  switch (name) {
    case 'next': return waiting(1);
    case 'moved': return waiting(45, 38);
    case 'pending': return waiting(null);
    case 'turn': return screen.turn(session, false);
    case 'inside': return screen.inside(session);
    case 'paused':
    case 'offline':
      waiting(38);
      return screen.banner(name);
    case 'announcement':
      waiting(38);
      return screen.announcement('…');
    case 'draw':
      waiting(38);
      return screen.draw({ prize: '★', phase: 'STARTED' });
    case 'early':
    case 'waiting': return waiting(38);
    default: return screen.said(name, { button: name.startsWith('ended') ? 'again' : null });
  }
}
