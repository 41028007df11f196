package dev.naru.ingress.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When clients that lose their connection come back: some time, not all at once. */
final class ReturnTimes {
  private static final long EARLIEST_MILLIS = 1_000;
  private static final long LATEST_MILLIS = 4_000;

  private ReturnTimes() {}

  static Duration next() {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(EARLIEST_MILLIS, LATEST_MILLIS));
  }
}
