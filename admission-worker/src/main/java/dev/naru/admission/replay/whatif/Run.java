package dev.naru.admission.replay.whatif;

import dev.naru.model.QueryState;

/**
 * What is recorded of a query's time on its slot, all attempts together. Times are ms since 1970,
 * -1 if it did not come to that.
 */
final class Run {
  private final String pool;
  private final long readyAt;
  private long startedAt = -1;
  private long startedBy = -1;
  private long endedAt = -1;
  private long endedBy = -1;
  private QueryState outcome = QueryState.CANCELLED;

  /**
   * @param readyAt when the slot had nothing else to do
   */
  Run(String pool, long readyAt) {
    this.pool = pool;
    this.readyAt = readyAt;
  }

  void started(long at, long order) {
    if (startedAt < 0) {
      startedAt = at;
      startedBy = order;
    }
  }

  void ended(QueryState how, long at, long order) {
    outcome = how;
    endedAt = at;
    endedBy = order;
  }

  String pool() {
    return pool;
  }

  long readyAt() {
    return readyAt;
  }

  long startedAt() {
    return startedAt;
  }

  /** Offset of the command that it started with. */
  long startedBy() {
    return startedBy;
  }

  long endedAt() {
    return endedAt;
  }

  /** Offset of the command that it ended with. */
  long endedBy() {
    return endedBy;
  }

  QueryState outcome() {
    return outcome;
  }
}
