package dev.naru.ingress.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds keys and their users to their rates, each ingress for itself. A bucket that nobody took
 * from for its period is full, and forgotten. Thread-safe.
 */
public final class RateLimits {
  /** Callers name users as they like: their number is not theirs to choose. */
  private static final int MOST_BUCKETS = 100_000;

  private final Cache<String, Limited> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_BUCKETS)
          .expireAfter(Expiry.<String, Limited>accessing((name, limited) -> limited.rate().per()))
          .build();

  /**
   * Takes one call from what the key, and the user of it, may do; returns how long to wait instead
   * if that is too much now, zero if it was taken.
   */
  public Duration take(ApiKey key, @Nullable String user) {
    Rate userRate = user == null ? null : key.userRate();
    Bucket ofUser = userRate == null ? null : bucket(key.id() + ":" + user, userRate);
    Duration wait = take(ofUser);
    if (!wait.isZero()) {
      return wait;
    }
    Rate rate = key.rate();
    Duration more = take(rate == null ? null : bucket(key.id().toString(), rate));
    if (!more.isZero() && ofUser != null) {
      ofUser.addTokens(1); // the user did nothing after all
    }
    return more;
  }

  private static Duration take(@Nullable Bucket bucket) {
    if (bucket == null) {
      return Duration.ZERO;
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(String name, Rate rate) {
    return buckets.get(name, unseen -> Limited.of(rate)).bucket();
  }

  private record Limited(Rate rate, Bucket bucket) {
    static Limited of(Rate rate) {
      return new Limited(
          rate,
          Bucket.builder()
              .addLimit(
                  limit -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.per()))
              .build());
    }
  }
}
