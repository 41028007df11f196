/** What the page shows: each state of a visit as words and pictures. It decides nothing. */

import { dress } from '/page/look.js';

const $ = id => document.getElementById(id);
const QUIET = 30_000; // between two things that a screen reader is told of the line, ms

export class Screen {
  constructor(words) {
    this.words = words;
    this.state = 'loading';
    this.spokenAt = 0;
    this.spoken = '';
    document.documentElement.lang = words.language;
    words.fill(document);
    $('notify').textContent = words.of('notify.off');
    $('qr').setAttribute('aria-label', words.of('move.qr'));
    document.documentElement.classList.remove('loading');
  }

  /** The room's own name, text, logo and colour. */
  look(look) {
    this.room = look.title || this.words.of('room');
    this.facts = look;
    $('title').textContent = this.room;
    document.title = this.room;
    this.#text('text', look.text);
    $('logo').hidden = !look.logo;
    if (look.logo) $('logo').src = look.logo;
    dress(look.color);
    matchMedia('(prefers-color-scheme: dark)').onchange = () => dress(look.color);
  }

  loading() {
    this.#show('loading');
  }

  /** `way`: {percent, from} as Progress gives it. */
  waiting(session, way) {
    const { words } = this;
    const { position } = session;
    this.#show('waiting');
    this.#actions('leave');
    $('kept').textContent = [
      this.facts.keptSeconds && words.of('waiting.kept', { time: words.span(this.facts.keptSeconds) }),
      this.facts.claimSeconds && words.of('waiting.claim', { time: words.span(this.facts.claimSeconds) }),
    ].filter(Boolean).join(' ');
    this.#ticket(session);
    this.#countDown();
    $('computed').textContent = words.time(new Date());
    if (position === null) {
      $('position').textContent = '–';
      $('ahead').textContent = words.of('waiting.pending');
      $('estimate').textContent = words.of('waiting.unknown');
      return;
    }
    const ahead = position === 1 ? words.of('waiting.ahead.none') : words.counted('waiting.ahead', position - 1);
    const wait = words.range(session.estimatedWaitSeconds);
    $('position').textContent = words.number(position);
    $('position').classList.toggle('long', position > 9999);
    $('ahead').textContent = ahead;
    $('estimate').textContent = wait;
    $('progress').style.setProperty('--progress', way.percent.toFixed(1));
    $('progress').setAttribute('aria-valuenow', Math.round(way.percent));
    $('progress').setAttribute('aria-valuetext', ahead);
    this.#text('moved', way.from ? words.of('waiting.moved', { a: way.from, n: position }) : null);
    document.title = words.of('waiting.title', { n: position, room: this.room });
    this.say(words.of('waiting.live', { ahead, wait }));
  }

  /** It leads somewhere: `going` while it goes there by itself. */
  turn(session, going) {
    const { words } = this;
    const first = this.#show('turn');
    this.#actions(null);
    this.#ticket(session);
    $('turn-text').textContent = going ? words.of('turn.going') : this.#until(session);
    this.#called(first);
  }

  /** It leads nowhere else: this is the place. */
  inside(session) {
    const first = this.#show('inside');
    this.#actions('leave.inside');
    $('kept').textContent = '';
    this.#ticket(session);
    $('until').textContent = this.#until(session);
    this.#called(first);
  }

  /** Something that is said with a head and a text, and perhaps a button; `key` names the words. */
  said(key, { fallback = key, button = null, opensAt = null } = {}) {
    const { words } = this;
    const known = words.has(`${key}.head`) ? key : fallback;
    const first = this.#show('said');
    this.#actions(null);
    $('said-head').textContent = words.of(`${known}.head`);
    $('said-text').textContent = opensAt ? words.of('closed.opens', { time: words.day(new Date(opensAt)) }) : words.of(`${known}.text`);
    $('again').hidden = !button;
    $('again').textContent = button ? words.of(button) : '';
    $('have-code').hidden = !button;
    $('ticket').textContent = '';
    document.title = `${words.of(`${known}.head`)} – ${this.room}`;
    if (first) document.querySelector('[data-state=said] h2').focus();
  }

  connection(state) {
    $('connection').className = `dot ${state === 'live' ? 'live' : 'lost'}`;
    $('connection-text').textContent = this.words.of(`connection.${state}`);
  }

  /** `key` of a word, or null to take the banner away. */
  banner(key) {
    const text = key && this.words.of(key);
    if ($('banner').textContent !== (text || '')) this.#text('banner', text);
  }

  announcement(text) {
    this.#text('announcement', text ? this.words.of('announcement', { text }) : null);
  }

  draw(draw) {
    const phase = draw?.phase?.toLowerCase();
    $('draw').hidden = !phase || phase === 'cancelled';
    if ($('draw').hidden) return;
    const key = phase === 'revealed' || phase === 'done' ? { true: 'won', false: 'lost' }[draw.won] || 'revealed' : phase;
    $('draw-prize').textContent = draw.prize ? this.words.of('draw.prize', { prize: draw.prize }) : '';
    $('draw-text').textContent = this.words.of(`draw.${key}`);
  }

  /** For screen readers: news of the line, not too often. */
  say(text) {
    const now = Date.now();
    if (text === this.spoken || now - this.spokenAt < QUIET) return;
    this.spokenAt = now;
    this.spoken = text;
    $('live').textContent = text;
  }

  /** For who came before the room opens: how long it is until then. */
  #countDown() {
    clearTimeout(this.counting);
    const opens = new Date(this.facts.opensAt ?? 0);
    const seconds = Math.ceil((opens - Date.now()) / 1000);
    const coming = seconds > 0 && this.state === 'waiting';
    this.#text('opens', coming ? this.words.of('waiting.opens', { time: this.words.day(opens), left: this.words.clock(seconds) }) : null);
    if (coming) this.counting = setTimeout(() => this.#countDown(), 1000);
  }

  /** True if the state was another one before. */
  #show(state) {
    const first = state !== this.state;
    this.state = state;
    for (const part of document.querySelectorAll('[data-state]')) part.hidden = part.dataset.state !== state;
    if (state !== 'said') $('have-code').hidden = true;
    return first;
  }

  /** The word on the button that leaves; null for no buttons at all. */
  #actions(leave) {
    $('actions').hidden = leave === null;
    $('notify').hidden = this.state !== 'waiting';
    if (leave) $('leave').textContent = this.words.of(leave);
  }

  #called(first) {
    document.title = this.words.of('turn.title', { room: this.room });
    if (!first) return;
    $('urgent').textContent = this.words.of('turn.head');
    document.querySelector(`[data-state=${this.state}] h2`).focus();
  }

  #until(session) {
    return session.expiresAt ? this.words.of('turn.until', { time: this.words.time(new Date(session.expiresAt)) }) : '';
  }

  #ticket(session) {
    $('ticket').textContent = session.ticket ? this.words.of('ticket', { n: String(session.ticket) }) : '';
  }

  #text(id, text) {
    $(id).textContent = text || '';
    $(id).hidden = !text;
  }
}
