package dev.naru.bench.http;

import java.time.Duration;
import java.time.Instant;

/**
 * Says of a {@link System#nanoTime()} which time of day that was, as the brokers on this machine
 * write it.
 */
final class WallClock {
  private static final long NANOS = System.nanoTime();
  private static final double MILLIS =
      Duration.between(Instant.EPOCH, Instant.now()).toNanos() / 1e6;

  private WallClock() {}

  /** In ms since 1970. */
  static double millis(long nanoTime) {
    return MILLIS + (nanoTime - NANOS) / 1e6;
  }
}
