package dev.naru.ingress.key;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Holds keys and their users to their rates, each ingress for itself. Thread-safe. */
public final class RateLimits {
  /** Callers name users as they like: their number is not theirs to choose. */
  private static final int MOST_BUCKETS = 100_000;

  private final Buckets buckets = Buckets.of(MOST_BUCKETS);

  /**
   * Takes one call from what the key, and the user of it, may do; returns how long to wait instead
   * if that is too much now, zero if it was taken.
   */
  public Duration take(ApiKey key, @Nullable String user) {
    String ofUser = key.id() + ":" + user;
    Rate userRate = user == null ? null : key.userRate();
    Duration wait = userRate == null ? Duration.ZERO : buckets.take(ofUser, userRate);
    Rate rate = key.rate();
    if (!wait.isZero() || rate == null) {
      return wait;
    }
    Duration more = buckets.take(key.id().toString(), rate);
    if (!more.isZero() && userRate != null) {
      buckets.giveBack(ofUser, userRate); // the user did nothing after all
    }
    return more;
  }
}
