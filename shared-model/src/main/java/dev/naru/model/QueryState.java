package dev.naru.model;

/** Where a query stands. */
public enum QueryState {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED,
  TIMED_OUT;

  /** Whether nothing can follow this state. */
  public boolean isTerminal() {
    return this != QUEUED && this != RUNNING;
  }
}
