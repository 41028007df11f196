package dev.naru.model;

/** Why a pool gives no query to a slot. */
public enum HoldReason {
  /** An operator wants it so, until an operator releases the pool. */
  OPERATOR,
  /** The upstream is down; a worker that still finds it so holds the pool anew before it ends. */
  UPSTREAM
}
