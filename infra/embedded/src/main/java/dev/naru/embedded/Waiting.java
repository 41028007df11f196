package dev.naru.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what another process does, always bounded. */
final class Waiting {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Waiting() {}

  /** False if the condition did not hold within the patience. */
  static boolean until(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return true;
  }

  static ServerException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ServerException("Interrupted while waiting for a server", e);
  }
}
