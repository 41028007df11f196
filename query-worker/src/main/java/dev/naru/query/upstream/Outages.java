package dev.naru.query.upstream;

import dev.naru.query.problem.Problem;
import java.io.IOException;
import java.time.Duration;

/** What it comes to when nobody answers, or only in part. */
final class Outages {
  private Outages() {}

  /** The exception's name is told; its message, which may name addresses, is not. */
  static Outcome of(IOException failure) {
    if (failure instanceof SlowAnswerException slow) {
      return new Outcome.Unavailable(slow.problem(), Duration.ZERO);
    }
    return new Outcome.Unavailable(
        Problem.of(
            "UPSTREAM_UNAVAILABLE",
            "Expected an answer from the upstream, but there was none: "
                + failure.getClass().getSimpleName()),
        Duration.ZERO);
  }
}
