package dev.naru.query.slot;

/** What the events say of a query that is about to run. */
enum Fate {
  /** Nothing speaks against running it. */
  OPEN,
  /** It is not to be run, but its slot waits for word that nothing runs. */
  CANCELLED,
  /** It has its outcome, and its slot is free: a worker died after saying so. */
  SETTLED
}
