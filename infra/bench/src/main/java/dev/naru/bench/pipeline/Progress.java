package dev.naru.bench.pipeline;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Measures how fast an offset moves: from the first time it is seen to move until it is there. */
final class Progress {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Progress() {}

  /**
   * Returns how many a second.
   *
   * @param from what it showed before
   * @param to what it must reach
   */
  static double perSecond(LongSupplier offset, long from, long to)
      throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long first = awaitMoreThan(offset, from, end);
    long start = System.nanoTime();
    long reached = awaitMoreThan(offset, to - 1, end);
    return (reached - first) * 1e9 / (System.nanoTime() - start);
  }

  /** Returns the first value above the limit. */
  static long awaitMoreThan(LongSupplier offset, long limit, long end)
      throws InterruptedException, TimeoutException {
    for (long now = offset.getAsLong(); ; now = offset.getAsLong()) {
      if (now > limit) {
        return now;
      }
      if (System.nanoTime() > end) {
        throw new TimeoutException(
            "Expected to come past %d, but it stands at %d".formatted(limit, now));
      }
      Thread.sleep(1);
    }
  }
}
