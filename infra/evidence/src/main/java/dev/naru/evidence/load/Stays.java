package dev.naru.evidence.load;

import java.time.Duration;
import java.util.Random;

/** How long users stay: at random between two limits, and the same again for the same seed. */
public record Stays(Duration shortest, Duration longest, long seed) {

  Duration of(long user) {
    Random random = new Random(seed * 31 + user);
    return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
  }
}
