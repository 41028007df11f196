package dev.naru.query.slot;

import dev.naru.query.problem.Problem;

/** What its asker is told of a query that came to no answer on its slot. */
final class Troubles {
  private Troubles() {}

  static Problem down() {
    return Problem.of(
        "UPSTREAM_UNAVAILABLE",
        "Expected the upstream to be there, but its last calls failed, so nothing is asked of it for a while; try again later");
  }

  static Problem timedOut(Work work) {
    return Problem.of(
        "TIMED_OUT",
        "Expected an answer within "
            + work.timeoutMillis()
            + " ms, but there was none at attempt "
            + work.attempt());
  }

  static Problem workersLost(Work work) {
    return Problem.of(
        "MAX_ATTEMPTS",
        "Expected an attempt to come to an end, but the worker of attempt "
            + work.attempt()
            + " was lost, and there is none left");
  }
}
