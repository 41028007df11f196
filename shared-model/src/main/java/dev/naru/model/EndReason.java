package dev.naru.model;

/** Why a session ended. */
public enum EndReason {
  /** The user left. */
  LEFT,
  /** Active for longer than the room's {@code session-ttl}. */
  EXPIRED,
  /** Active, but silent for longer than {@code idle-timeout}. */
  IDLE,
  /** Waiting, but silent for longer than {@code abandon-timeout}. */
  ABANDONED,
  /** Admitted, but not seen since for longer than {@code claim-timeout}. */
  NO_SHOW,
  /** Ended by an operator. */
  EVICTED,
  /** Waiting when an operator closed the room. */
  ROOM_CLOSED,
  /** Never queued: the request itself was refused. */
  REFUSED
}
