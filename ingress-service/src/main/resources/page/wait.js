/** The waiting page: joins, follows the place, and lets in. What it shows is the Screen's affair. */

import { NaruError, Visit, join, randomKey, room as lookAt, takeOver } from '/naru.js';
import * as alert from '/page/alert.js';
import { Demo } from '/page/demo.js';
import { Keep } from '/page/keep.js';
import { Progress } from '/page/progress.js';
import { Screen } from '/page/screen.js';
import { Words } from '/page/words.js';

const STILL = 20_000; // without a step forward for so long, the room is asked whether it is paused, ms
const GRACE = 3_000; // from "it is your turn" to going there, ms
const LOST = 4_000; // how long a connection may be lost before it is said, ms
const SAFE_PATH = /^\/(?:[!-.0-[\]-~][!-[\]-~]{0,2046})?$/; // of this host, as Naru itself checks it

const $ = id => document.getElementById(id);
const name = decodeURIComponent(location.pathname.split('/')[2]);
const asked = new URLSearchParams(location.search);
const keep = new Keep(name);
let words, screen, look, demo, visit, watch, progress;
let stillTimer, lostTimer, againTimer, goTimer, bearer;

async function roomLook(lang) {
  const query = lang ? `?lang=${encodeURIComponent(lang)}` : '';
  for (let tries = 0; ; tries++) {
    const response = await fetch(`/v1/rooms/${encodeURIComponent(name)}/page${query}`).catch(() => null);
    if (response?.ok) return response.json();
    if (response?.status === 404) return null;
    await new Promise(resolve => setTimeout(resolve, Math.min(15_000, 1_000 * 2 ** tries) * (0.5 + Math.random() / 2)));
  }
}

async function begin() {
  const lang = asked.get('lang');
  const looking = roomLook(lang);
  words = await Words.load(lang);
  screen = new Screen(words);
  look = await looking;
  screen.look(look || {});
  if (asked.has('preview')) {
    const { preview } = await import('/page/preview.js');
    preview(name, words, screen, look || {});
    return;
  }
  if (!look) {
    screen.said('absent');
    return;
  }
  demo = new Demo(words, look.upstream);
  listen();
  await arrive();
}

/** What the address brings along after its #: a code, a place, or who somebody is. It stays nowhere. */
function brought() {
  const values = new URLSearchParams(location.hash.slice(1));
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  return values;
}

async function arrive() {
  const values = brought();
  const kept = keep.read().token;
  bearer = values.get('jwt') || bearer;
  if (values.has('move')) {
    await moveHere(values.get('move'));
  } else if (values.has('token') && look.identity === 'apiKey') {
    resume(values.get('token')); // elsewhere nobody but the page itself takes places: a link is no one's word
  } else if (kept && !values.has('jwt')) {
    resume(kept);
  } else {
    await lineUp(); // who is known is given the place that is theirs, whoever sat here before
  }
}

function resume(token) {
  try {
    adopt(new Visit({ token }));
  } catch {
    keep.write({ token: undefined });
    lineUp();
  }
}

// --- joining and leaving -------------------------------------------------------------------------

async function lineUp() {
  clearTimeout(againTimer);
  if (look.identity === 'apiKey' || (look.identity === 'oidc' && !bearer)) {
    screen.said(`identity.${look.identity}`);
    return;
  }
  screen.loading();
  const { user = randomKey(), key = randomKey() } = keep.read();
  keep.write({ user, key });
  try {
    const userKey = look.identity === 'open' ? user : undefined;
    adopt(await join(name, { userKey, bearer, key }));
  } catch (error) {
    refused(error);
  }
}

/** Why there is no place; what may pass is tried again, each page at another moment. */
function refused(error) {
  const status = error instanceof NaruError ? error.status : 0;
  const [key, button, seconds] = {
    401: [`identity.${look.identity === 'apiKey' ? 'apiKey' : 'oidc'}`, null, 0],
    404: ['absent', null, 0],
    409: ['closed', 'retry', 60],
    429: ['full', 'retry', 15],
  }[status] || ['busy', 'retry', 10];
  keep.write({ key: undefined });
  screen.said(key, { button, opensAt: status === 409 ? look.opensAt : null });
  $('again').onclick = lineUp;
  if (seconds) {
    const millis = Math.max(seconds * 1000, error.retryAfter || 0) * (1 + Math.random() / 2);
    againTimer = setTimeout(lineUp, millis);
  }
}

function adopt(found) {
  watch?.stop();
  clearTimeout(againTimer);
  visit = found;
  const kept = keep.read();
  const same = kept.token === found.token;
  progress = new Progress(same ? kept.progress : undefined);
  keep.write({ token: found.token, key: undefined, ...(same ? {} : { progress: undefined, called: undefined }) });
  if (found.session) tell(found.session);
  watch = found.watch({
    session: tell,
    announcement: body => screen.announcement(body.text),
    draw: body => screen.draw(body),
    connection: connected,
    gone: lostPlace,
  });
}

async function leave() {
  $('leave-dialog').close();
  try {
    tell(await visit.leave());
  } catch {
    screen.banner('lost');
  }
}

function forget() {
  watch?.stop();
  watch = null;
  visit = null;
  clearTimeout(stillTimer);
  clearTimeout(lostTimer);
  clearTimeout(goTimer);
  $('move-dialog').close();
  $('leave-dialog').close();
  screen.banner(null);
  keep.write({ token: undefined, key: undefined, user: undefined, progress: undefined });
}

/** The token is good no longer. */
function lostPlace(error) {
  forget();
  const moved = error.slug === 'session-transferred';
  screen.said(moved ? 'moved' : 'ended', { button: moved ? null : 'again' });
  $('again').onclick = lineUp;
}

// --- what the session says -----------------------------------------------------------------------

function tell(session) {
  switch (session.state) {
    case 'ACTIVE':
      admitted(session);
      break;
    case 'ENDED':
      over(session);
      break;
    default:
      inLine(session);
  }
}

function inLine(session) {
  const before = progress.last;
  const way = session.position === null ? { percent: 0 } : progress.at(session.position);
  keep.write({ progress: progress.kept });
  screen.waiting(session, way);
  if (session.position !== before) {
    screen.banner(null);
    clearTimeout(stillTimer);
    stillTimer = setTimeout(askWhy, STILL);
  }
}

/** The line stands still: perhaps on purpose. */
async function askWhy() {
  try {
    const { paused } = await lookAt(name);
    if (screen.state === 'waiting' && navigator.onLine) screen.banner(paused ? 'paused' : null);
  } catch {
    // that is said by the connection
  }
  if (screen.state === 'waiting') stillTimer = setTimeout(askWhy, STILL * (1 + Math.random() / 2));
}

function admitted(session) {
  clearTimeout(stillTimer);
  screen.banner(null);
  const first = keep.read().called !== session.sessionId;
  if (first) {
    keep.write({ called: session.sessionId });
    alert.ring(words.of('turn.head'), screen.room);
  }
  if (!target()) {
    demo.of(visit);
    screen.inside(session);
    return;
  }
  const going = first || Boolean(goTimer);
  screen.turn(session, going);
  $('enter').href = target();
  if (first) whenSeen(() => { goTimer = setTimeout(go, GRACE); });
}

/** Nobody is taken anywhere while looking elsewhere. */
function whenSeen(then) {
  if (document.visibilityState === 'visible') then();
  else document.addEventListener('visibilitychange', () => whenSeen(then), { once: true });
}

/** Where the proxy was asked for something, back there; else where the room leads. */
function target() {
  const back = asked.get('return');
  return back && SAFE_PATH.test(back) ? back : look.targetUrl;
}

async function go() {
  clearTimeout(goTimer);
  try {
    if (look.handOver === 'cookie' || target() !== look.targetUrl) {
      await visit.cookie();
      location.assign(target());
    } else {
      const { admissionToken } = await visit.read();
      location.assign(`${target()}#${new URLSearchParams({ naru_token: visit.token, naru_admission: admissionToken || '' })}`);
    }
  } catch {
    screen.banner('lost');
  }
}

function over(session) {
  const reason = (session.endedReason || '').toLowerCase();
  forget();
  screen.said(`ended.${reason}`, { fallback: 'ended', button: 'again' });
  $('again').onclick = lineUp;
}

// --- the connection ------------------------------------------------------------------------------

function connected(state) {
  clearTimeout(lostTimer);
  if (state === 'live') {
    screen.connection('live');
    screen.banner(null);
  } else {
    screen.connection(navigator.onLine ? 'lost' : 'offline');
    lostTimer = setTimeout(() => { if (visit) screen.banner(navigator.onLine ? 'lost' : 'offline'); }, navigator.onLine ? LOST : 0);
  }
}

// --- another device ------------------------------------------------------------------------------

async function moveHere(code) {
  $('code-wrong').textContent = '';
  try {
    adopt(await takeOver(code.trim()));
  } catch (error) {
    const text = words.of(error.status === 404 || error.status === 400 ? 'code.wrong' : 'move.failed');
    if (screen.state === 'loading') {
      screen.said('moved', { button: 'join' });
      $('said-head').textContent = text;
      $('said-text').textContent = '';
      $('again').onclick = lineUp;
    }
    $('code-wrong').textContent = text;
  }
}

async function offerMove() {
  $('code').textContent = '…';
  $('code-until').textContent = '';
  $('qr').hidden = true;
  $('move-dialog').showModal();
  try {
    const [{ code, expiresAt }, { paint }] = await Promise.all([visit.transfer(), import('/page/qr.js')]);
    $('code').textContent = code;
    $('code-until').textContent = words.of('move.until', { time: words.time(new Date(expiresAt)) });
    $('qr').hidden = !paint($('qr'), `${location.origin}${location.pathname}#move=${encodeURIComponent(code)}`);
  } catch {
    $('code').textContent = '';
    $('code-until').textContent = words.of('move.failed');
  }
}

// --- buttons -------------------------------------------------------------------------------------

function listen() {
  $('enter').onclick = event => {
    event.preventDefault();
    go();
  };
  $('notify').onclick = async () => {
    const on = $('notify').getAttribute('aria-pressed') !== 'true';
    let word = 'off';
    if (on) word = await alert.allow();
    else alert.disallow();
    $('notify').setAttribute('aria-pressed', String(on));
    $('notify').textContent = words.of(`notify.${word}`);
  };
  $('leave').onclick = () => $('leave-dialog').showModal();
  $('leave-no').onclick = () => $('leave-dialog').close();
  $('leave-yes').onclick = leave;
  $('move').onclick = offerMove;
  $('move-close').onclick = () => $('move-dialog').close();
  $('have-code').onsubmit = event => {
    event.preventDefault();
    moveHere($('code-in').value);
  };
  addEventListener('offline', () => connected('lost'));
  addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
  addEventListener('hashchange', () => { if (/^#(move|token|jwt)=/.test(location.hash)) arrive(); });
  keep.onOtherTab(kept => { if (kept.token && kept.token !== visit?.token) adopt(new Visit({ token: kept.token })); });
}

begin();
