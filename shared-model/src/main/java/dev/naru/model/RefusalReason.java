package dev.naru.model;

/**
 * Why a command changed nothing. Closed, and in order of precedence: where several apply, the first
 * is given. New reasons take their place in that order; names are never reused.
 */
public enum RefusalReason {
  /** The record is not a command this version can read. */
  UNREADABLE,
  UNKNOWN_ROOM,
  UNKNOWN_POOL,
  UNKNOWN_SESSION,
  UNKNOWN_QUERY,
  UNKNOWN_DRAW,
  /** The id is already in use by something else. */
  ID_TAKEN,
  /** The Idempotency-Key was used with another content. */
  KEY_REUSED,
  ROOM_CLOSED,
  ROOM_DRAINING,
  LINE_FULL,
  SESSION_NOT_ACTIVE,
  SESSION_NOT_WAITING,
  /** The query names a pool that its room does not use. */
  POOL_NOT_IN_ROOM,
  PAYLOAD_TOO_LARGE,
  /** The session has as many unfinished queries as {@code queries.per-session} allows. */
  SESSION_QUERIES_FULL,
  /** The room has as many queued queries as {@code queries.max-queued} allows. */
  ROOM_QUERIES_FULL,
  /** As many draws of the room are under way as may be. */
  ROOM_DRAWS_FULL,
  /** The query has its outcome already; the first one wins. */
  ALREADY_FINISHED,
  /** The slot does not hold this query. */
  NOT_IN_SLOT,
  /** What the command expects to find is not so, for example a session to expire that is busy. */
  NOT_DUE
}
