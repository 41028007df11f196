/**
 * Naru's client for browsers: join a room, follow your place, ask, leave, move to another device.
 * Types are in /naru.d.ts. No dependencies; works from any page that may reach Naru.
 */

const PATIENCE = 30_000; // of one plain request, ms
const SILENCE = 40_000; // a stream tells something every 15 s
const FIRST_WORD = 12_000; // a stream that says nothing for so long is held up by something between
const LONGEST_PAUSE = 20_000;
const AGAIN = 300_000; // how soon a better way is tried again

/** What went wrong: the status (0: nobody answered) and the problem object of the answer. */
export class NaruError extends Error {
  constructor(status, problem = {}, retryAfter = 0) {
    super(problem.detail || problem.title || (status ? `Status ${status}` : 'No answer'));
    this.name = 'NaruError';
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The last part of the problem's type, such as `line-full`. */
  get slug() {
    return String(this.problem.type || '').split(/[/:]/).pop();
  }

  /** Whether the same request may succeed later. */
  get temporary() {
    return this.status === 0 || this.status === 408 || this.status === 425 || this.status >= 500;
  }
}

/** Joins a room; the answer is a visit, which may still be PENDING. */
export async function join(room, options = {}) {
  const { base = '', userKey, bearer, wait = 10, signal, key = randomKey() } = options;
  const body = userKey === undefined ? {} : { userKey };
  const request = { body, token: bearer, key, wait, signal, credentials: options.credentials };
  const { json } = await persist(() => call('POST', `${base}/v1/rooms/${encodeURIComponent(room)}/sessions`, request), signal);
  return new Visit({ base, token: json.token, session: json, credentials: options.credentials });
}

/** Takes over the place that another device gave the code for. */
export async function takeOver(code, options = {}) {
  const { base = '', signal, key = randomKey() } = options;
  const url = `${base}/v1/transfers/${encodeURIComponent(code)}`;
  const { json } = await persist(() => call('POST', url, { key, signal }), signal);
  return new Visit({ base, token: json.token, session: json });
}

/** A public look at a room. */
export async function room(name, { base = '', signal } = {}) {
  return (await persist(() => call('GET', `${base}/v1/rooms/${encodeURIComponent(name)}`, { signal }), signal)).json;
}

/** One visit to a room: a token, and the session as it was last heard of. */
export class Visit {
  constructor({ base = '', token, session = null, credentials }) {
    this.base = base;
    this.token = token;
    this.session = session && withoutToken(session);
    this.id = session ? session.sessionId : subject(token);
    this.credentials = credentials;
  }

  /** Looks once. */
  async read({ signal } = {}) {
    return this.#heard((await persist(() => this.#call('GET', '', { signal }), signal)).json);
  }

  /**
   * Follows the session until it has ended or `stop()` is called. Handlers: session, query, chunk,
   * announcement, draw, connection ('live', 'lost'), gone (a NaruError: the token is good no longer).
   */
  watch(handlers = {}, { ways } = {}) {
    const stop = new AbortController();
    const told = { ...handlers, session: body => handlers.session?.(this.#heard(body)) };
    const path = { base: this.base, url: `${this.base}/v1/sessions/${this.id}`, token: this.token, main: 'session', isOver: body => body.state === 'ENDED' };
    const done = follow(path, told, stop.signal, ways);
    return { stop: () => stop.abort(), done };
  }

  /** Leaves; leaving twice is no error. */
  async leave({ signal } = {}) {
    return this.#heard((await persist(() => this.#call('DELETE', '', { wait: 10, signal }), signal)).json);
  }

  /**
   * Asks a query and follows it to its end. Handlers: query (each change), chunk (each piece). A
   * chunk with another `attempt` than those before begins the answer anew.
   */
  async ask(payload, { pool, timeoutMillis, handlers = {}, signal, key = randomKey(), ways } = {}) {
    const body = { payload, ...(pool && { pool }), ...(timeoutMillis && { timeoutMillis }) };
    const { json } = await persist(() => this.#call('POST', '/queries', { body, key, signal }), signal);
    handlers.query?.(json);
    let last = json;
    const isOver = query => !['QUEUED', 'RUNNING'].includes(query.state);
    if (!isOver(last)) {
      const path = { base: this.base, url: `${this.base}/v1/queries/${json.queryId}`, token: this.token, main: 'query', isOver };
      const told = { ...handlers, query: query => { last = query; handlers.query?.(query); } };
      let failure;
      await follow(path, { ...told, gone: error => { failure = error; } }, signal || new AbortController().signal, ways);
      if (failure) throw failure;
    }
    return last;
  }

  /** Cancels a query, queued or running. */
  async cancel(queryId, { signal } = {}) {
    const url = `${this.base}/v1/queries/${queryId}`;
    return (await persist(() => call('DELETE', url, { token: this.token, signal }), signal)).json;
  }

  /** A code that moves this place to the device that shows it first: {code, expiresAt}. */
  async transfer({ signal } = {}) {
    return (await persist(() => this.#call('POST', '/transfers', { signal }), signal)).json;
  }

  /** Puts the token into the cookie that proxies ask Naru about. */
  async cookie({ signal } = {}) {
    await persist(() => this.#call('POST', '/cookie', { signal }), signal);
  }

  #call(method, path, options) {
    return call(method, `${this.base}/v1/sessions/${this.id}${path}`, { token: this.token, credentials: this.credentials, ...options });
  }

  #heard(body) {
    this.session = body;
    this.id = body.sessionId;
    return body;
  }
}

/** Pauses that double, with jitter, so that a crowd does not come back as one. */
export class Backoff {
  #tries = 0;

  constructor(random = Math.random) {
    this.random = random;
  }

  /** The next pause in ms, of at least so many. */
  next(least = 0) {
    const most = Math.min(LONGEST_PAUSE, 500 * 2 ** this.#tries++);
    return least + most / 4 + this.random() * most * 0.75;
  }

  reset() {
    this.#tries = 0;
  }
}

// --- one request ---------------------------------------------------------------------------------

async function call(method, url, { token, body, key, wait, tag, signal, credentials = 'same-origin' } = {}) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  if (wait) headers.Prefer = `wait=${wait}`;
  if (tag) headers['If-None-Match'] = tag;
  const limit = limited(signal, PATIENCE + (wait || 0) * 1000);
  try {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await fetch(url, { method, headers, body: text, signal: limit.signal, cache: 'no-store', credentials });
    if (!response.ok && response.status !== 304) throw await failure(response);
    const empty = response.status === 204 || response.status === 304;
    return { status: response.status, tag: response.headers.get('ETag'), json: empty ? null : await response.json() };
  } catch (error) {
    if (error instanceof NaruError || signal?.aborted) throw error;
    throw new NaruError(0);
  } finally {
    limit.end();
  }
}

async function failure(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // whoever answered was not Naru: the status says enough
  }
  return new NaruError(response.status, problem, 1000 * (Number(response.headers.get('Retry-After')) || 0));
}

/** Repeats what failed for a while only; with the same Idempotency-Key it counts once. */
async function persist(request, signal, tries = 6) {
  const backoff = new Backoff();
  for (let left = tries; ; left--) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof NaruError) || !error.temporary || left <= 1 || signal?.aborted) throw error;
      await pause(backoff.next(error.retryAfter), signal);
    }
  }
}

/** A signal that also ends after some time. */
function limited(signal, millis) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  const timer = setTimeout(abort, millis);
  return { signal: controller.signal, abort, end: () => { clearTimeout(timer); signal?.removeEventListener('abort', abort); } };
}

// --- following -----------------------------------------------------------------------------------

/** The ways of following, best first: each is tried when the one before does not work here. */
const WAYS = ['stream', 'long-poll', 'poll'];

async function follow(path, handlers, signal, ways = WAYS) {
  const state = { way: 0, tag: null, lastId: null, retry: 0, since: 0, connection: '' };
  const backoff = new Backoff();
  const say = connection => {
    if (connection !== state.connection) {
      state.connection = connection;
      handlers.connection?.(connection, ways[state.way]);
    }
  };
  const heard = () => { backoff.reset(); say('live'); };
  while (!signal.aborted) {
    try {
      if (state.way > 0 && Date.now() - state.since > AGAIN) state.way = 0;
      if (await walk(ways[state.way], path, handlers, state, heard, signal)) return;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof NaruError)) throw error;
      if (!error.temporary && error.status !== 429) {
        handlers.gone?.(error);
        return;
      }
      if (error.held && state.way < ways.length - 1) {
        state.way++; // something between lets no answer through that goes on for long
        state.since = Date.now();
        continue;
      }
      if (!error.planned) say('lost');
      await pause(error.planned ? Math.max(state.retry, 500) : backoff.next(error.retryAfter), signal);
    }
  }
}

function walk(way, path, handlers, state, heard, signal) {
  switch (way) {
    case 'stream': return stream(path, handlers, state, heard, signal);
    case 'long-poll': return poll(path, handlers, state, heard, signal, 25);
    default: return poll(path, handlers, state, heard, signal, 0);
  }
}

/** True once it is over. With a wait it is a long poll, which the server answers when there is news. */
async function poll(path, handlers, state, heard, signal, wait) {
  const began = Date.now();
  const waits = state.tag && wait;
  let answer;
  try {
    answer = await call('GET', path.url, { token: path.token, tag: state.tag, wait: waits ? wait : 0, signal });
  } catch (error) {
    throw waits && Date.now() - began > FIRST_WORD / 2 ? Object.assign(error, { held: true }) : error;
  }
  heard();
  if (answer.status !== 304) {
    state.tag = answer.tag;
    state.after = answer.json.pollAfterSeconds;
    handlers[path.main]?.(answer.json);
    if (path.isOver(answer.json)) return true;
  }
  if (!wait) await pause(1000 * (state.after || 1) * (1 + Math.random() / 4), signal);
  return false;
}

/** True once it is over; server-sent events, read by fetch, which sends the token as a header. */
async function stream(path, handlers, state, heard, signal) {
  const headers = { Authorization: `Bearer ${path.token}`, Accept: 'text/event-stream' };
  if (state.lastId) headers['Last-Event-ID'] = state.lastId;
  const limit = limited(signal, PATIENCE);
  const guard = watchdog(limit.abort);
  try {
    const response = await fetch(`${path.url}/events`, { headers, signal: limit.signal, cache: 'no-store' });
    if (response.status === 204) return true;
    if (!response.ok || !response.body) throw await failure(response);
    limit.end();
    signal.addEventListener('abort', limit.abort);
    let over = false;
    await read(response.body.getReader(), () => { guard.heard(); heard(); }, event => {
      if (event.retry !== undefined) state.retry = event.retry;
      if (event.id) state.lastId = event.id;
      if (!event.type) return;
      const body = JSON.parse(event.data);
      handlers[event.type]?.(body);
      if (event.type === path.main) over = path.isOver(body);
    });
    if (over) return true;
    throw Object.assign(new NaruError(0), { planned: true }); // whoever sent it ends, and said when to come back
  } catch (error) {
    if (error instanceof NaruError || signal.aborted) throw error;
    throw Object.assign(new NaruError(0), { held: guard.gaveUp() });
  } finally {
    signal.removeEventListener('abort', limit.abort);
    limit.end();
    guard.end();
    limit.abort();
  }
}

/** Gives up a stream that has been silent for too long; looks at once when the page is seen again. */
function watchdog(abort) {
  let last = Date.now();
  let most = FIRST_WORD;
  let gaveUp = false;
  const look = () => {
    if (Date.now() - last > most) {
      gaveUp = most === FIRST_WORD;
      abort();
    }
  };
  const wake = () => { if (document.visibilityState === 'visible' && Date.now() - last > SILENCE / 2) abort(); };
  const timer = setInterval(look, 2_000);
  document.addEventListener('visibilitychange', wake);
  addEventListener('offline', abort);
  return {
    heard: () => { last = Date.now(); most = SILENCE; },
    /** Whether not a byte came. */
    gaveUp: () => gaveUp,
    end: () => { clearInterval(timer); document.removeEventListener('visibilitychange', wake); removeEventListener('offline', abort); },
  };
}

/** Reads server-sent events: `tell` gets {type, data, id, retry}, `anything` hears of every byte. */
async function read(reader, anything, tell) {
  const decoder = new TextDecoder();
  let rest = '';
  let event = { data: [] };
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    anything();
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r?\n/);
    rest = lines.pop();
    for (const line of lines) {
      const [, name, text] = /^([^:]*):? ?(.*)$/.exec(line);
      if (line === '') {
        if (event.type || event.retry !== undefined) tell({ ...event, data: event.data.join('\n') });
        event = { data: [] };
      } else if (name === 'event') event.type = text;
      else if (name === 'data') event.data.push(text);
      else if (name === 'id') event.id = text;
      else if (name === 'retry') event.retry = Number(text) || 0;
    }
  }
}

// --- small things --------------------------------------------------------------------------------

/** Ends early when the page is seen again or the network is back. */
function pause(millis, signal) {
  return new Promise(resolve => {
    const wake = () => { if (document.visibilityState === 'visible') end(); };
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      document.removeEventListener('visibilitychange', wake);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, millis);
    addEventListener('online', end);
    document.addEventListener('visibilitychange', wake);
    signal?.addEventListener('abort', end);
  });
}

/** A random text that nobody else has. */
export function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** The session that a token is of. */
function subject(token) {
  const claims = atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'));
  return JSON.parse(claims).sub;
}

function withoutToken({ token, ...session }) {
  return session;
}
