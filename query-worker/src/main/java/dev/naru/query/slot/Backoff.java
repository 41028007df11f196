package dev.naru.query.slot;

import dev.naru.query.settings.QuerySettings;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before the next attempt: doubling, with jitter, and as long as asked to. */
final class Backoff {
  private static final int MOST_DOUBLINGS = 30;

  private final QuerySettings settings;
  private final DoubleSupplier random;

  /**
   * @param random from 0 (inclusive) to 1
   */
  Backoff(QuerySettings settings, DoubleSupplier random) {
    this.settings = settings;
    this.random = random;
  }

  /** The wait after that attempt (1, 2, …): never shorter than a bounded Retry-After. */
  Duration after(int attempt, Duration retryAfter) {
    long first = settings.retryBackoff().toMillis();
    long longest = settings.maxRetryBackoff().toMillis();
    int doublings = Math.min(attempt - 1, MOST_DOUBLINGS);
    long full =
        Math.min(longest, first << Math.min(doublings, Long.numberOfLeadingZeros(first) - 2));
    long wait = full / 2 + (long) (full / 2.0 * random.getAsDouble());
    long asked = Math.min(retryAfter.toMillis(), settings.maxRetryAfter().toMillis());
    return Duration.ofMillis(Math.max(wait, asked));
  }
}
