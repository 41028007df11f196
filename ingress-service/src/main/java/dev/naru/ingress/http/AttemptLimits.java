package dev.naru.ingress.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;

/**
 * Holds each name to a rate of attempts, in each ingress for itself. An attempt that counts takes
 * one; whoever has none left must wait. Thread-safe.
 */
final class AttemptLimits {
  /** Whoever can choose names cannot choose how much they cost. */
  private static final int MOST_NAMES = 100_000;

  private final LoadingCache<String, Bucket> buckets;

  /**
   * @param count how many at once, and in the long run in each period
   */
  AttemptLimits(int count, Duration per) {
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_NAMES)
            .expireAfterAccess(per)
            .build(name -> bucket(count, per));
  }

  private static Bucket bucket(int count, Duration per) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(count).refillGreedy(count, per))
        .build();
  }

  /** Returns how long the name must wait for its next attempt; zero if it may go on. */
  Duration pause(String name) {
    EstimationProbe next = buckets.get(name).estimateAbilityToConsume(1);
    return next.canBeConsumed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, next.getNanosToWaitForRefill()));
  }

  /** Counts an attempt. */
  void count(String name) {
    var unused = buckets.get(name).tryConsume(1);
  }
}
