/** Naru's client for browsers, an ES module: `import { join } from '/naru.js'`. */

export type SessionState = 'PENDING' | 'WAITING' | 'ACTIVE' | 'ENDED';
export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'TIMED_OUT';
export type Way = 'stream' | 'long-poll' | 'poll';

export interface Session {
  sessionId: string;
  room: string;
  state: SessionState;
  ticket: number | null;
  /** 1 for the next in line, 0 when active, null otherwise. */
  position: number | null;
  estimatedWaitSeconds: number | null;
  pollAfterSeconds: number | null;
  joinedAt: string | null;
  admittedAt: string | null;
  expiresAt: string | null;
  endedReason: string | null;
  refusal: string | null;
  admissionToken: string | null;
}

export interface Query {
  queryId: string;
  sessionId: string;
  state: QueryState;
  position: number | null;
  attempt: number;
  submittedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  result: unknown;
  error: Problem | null;
}

export interface Chunk {
  queryId?: string;
  attempt: number;
  index: number;
  data: string;
}

export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
}

export interface Room {
  room: string;
  open: boolean;
  paused: boolean;
  active: number;
  capacity: number;
  waiting: number;
  serving: number;
  lastTicket: number;
  admittedPerMinute: number;
  estimatedWaitSeconds: number | null;
}

export class NaruError extends Error {
  /** 0 if nobody answered. */
  status: number;
  problem: Problem;
  /** What the server asked for, in ms. */
  retryAfter: number;
  readonly slug: string;
  readonly temporary: boolean;
}

export interface Options {
  /** Where Naru is; '' is where the page came from. */
  base?: string;
  signal?: AbortSignal;
}

export interface JoinOptions extends Options {
  /** Who joins; only rooms of identity mode `open` take it from a browser. */
  userKey?: string;
  /** The user's own JWT, for rooms of identity mode `oidc`. */
  bearer?: string;
  /** Longest wait for the decision, s. */
  wait?: number;
  /** The Idempotency-Key: the same one again is the same join. */
  key?: string;
  /** `include` for rooms of identity mode `anonymous` of another origin. */
  credentials?: RequestCredentials;
}

export interface Handlers {
  session?(session: Session): void;
  query?(query: Query): void;
  chunk?(chunk: Chunk): void;
  announcement?(announcement: { announcementId: string; room: string; text: string; at: string }): void;
  draw?(draw: Record<string, unknown>): void;
  connection?(state: 'live' | 'lost', way: Way): void;
  /** The token is good no longer, such as after a transfer. */
  gone?(error: NaruError): void;
}

export interface AskOptions {
  pool?: string;
  timeoutMillis?: number;
  handlers?: Handlers;
  key?: string;
  signal?: AbortSignal;
  ways?: Way[];
}

export class Visit {
  constructor(from: { base?: string; token: string; session?: Session | null; credentials?: RequestCredentials });
  readonly base: string;
  readonly token: string;
  readonly id: string;
  readonly session: Session | null;
  read(options?: { signal?: AbortSignal }): Promise<Session>;
  watch(handlers?: Handlers, options?: { ways?: Way[] }): { stop(): void; done: Promise<void> };
  leave(options?: { signal?: AbortSignal }): Promise<Session>;
  ask(payload: unknown, options?: AskOptions): Promise<Query>;
  cancel(queryId: string, options?: { signal?: AbortSignal }): Promise<Query>;
  transfer(options?: { signal?: AbortSignal }): Promise<{ code: string; expiresAt: string }>;
  cookie(options?: { signal?: AbortSignal }): Promise<void>;
}

export class Backoff {
  constructor(random?: () => number);
  next(least?: number): number;
  reset(): void;
}

export function join(room: string, options?: JoinOptions): Promise<Visit>;
export function takeOver(code: string, options?: Options & { key?: string }): Promise<Visit>;
export function room(name: string, options?: Options): Promise<Room>;
export function randomKey(): string;
