// Calls of the operators' API. Each carries the operator's token, which is kept for this tab alone.

const KEY = 'naru.operator';
const PATIENCE_MS = 15000;

/** An answer that is no success: what went wrong, and what to do, as the server says it. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail || body?.title || (status ? `HTTP ${status}` : ''));
    this.status = status;
    this.title = body?.title || '';
  }
}

export const token = {
  get: () => sessionStorage.getItem(KEY),
  keep: (value) => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
};

/** How far the server's clock is ahead of this one, in ms. */
let ahead = 0;

export function now() {
  return Date.now() + ahead;
}

/**
 * Sends a request to /admin/v1. Resolves to {status, body, tag}; rejects with a Problem, of status 0
 * if nothing answered. `wait` asks for the decision, not only for the log's acknowledgement.
 */
export async function send(method, path, { body, wait, tag, accept, raw } = {}) {
  const headers = { Authorization: `Bearer ${token.get() ?? ''}`, Accept: accept ?? 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (wait) headers.Prefer = `wait=${wait}`;
  if (tag) headers['If-None-Match'] = tag;
  const answer = await reach(method, path, headers, body);
  if (answer.status === 401 || answer.status === 403) dispatchEvent(new CustomEvent('naru-refused', { detail: answer.status }));
  if (answer.status === 304) return { status: 304, body: null, tag };
  if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => null));
  noteClock(answer.headers.get('Date'));
  const content = raw ? await answer.blob() : await answer.text();
  return {
    status: answer.status,
    body: raw ? content : content && JSON.parse(content),
    tag: answer.headers.get('ETag'),
  };
}

async function reach(method, path, headers, body) {
  try {
    return await fetch(`/admin/v1${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (cause) {
    throw Object.assign(new Problem(0, null), { cause });
  }
}

function noteClock(date) {
  const told = Date.parse(date ?? '');
  // told by the second: half of one is the best guess of the rest
  if (!Number.isNaN(told)) ahead = told + 500 - Date.now();
}

export const get = async (path) => (await send('GET', path)).body;

/** A part of a path: names and ids are hostile until they are written like this. */
export const part = encodeURIComponent;
