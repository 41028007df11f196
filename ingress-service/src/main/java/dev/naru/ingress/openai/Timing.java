package dev.naru.ingress.openai;

import dev.naru.ingress.view.QueryRecord;
import java.time.Duration;
import java.time.Instant;

/** How long a call waited, and how long its last attempt ran; together, all the time it took. */
record Timing(Duration queue, Duration run) {

  /**
   * @param elapsed since the call came
   */
  static Timing of(QueryRecord query, Duration elapsed) {
    Instant started = query.startedAt();
    Instant finished = query.finishedAt();
    Duration run =
        started == null || finished == null ? Duration.ZERO : Duration.between(started, finished);
    Duration queue = elapsed.minus(run);
    return new Timing(queue.isNegative() ? Duration.ZERO : queue, run);
  }
}
