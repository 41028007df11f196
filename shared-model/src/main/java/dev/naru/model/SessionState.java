package dev.naru.model;

/**
 * Where a session stands; {@code PENDING} exists only between the log's acknowledgement and the
 * decision.
 */
public enum SessionState {
  PENDING,
  WAITING,
  ACTIVE,
  ENDED
}
