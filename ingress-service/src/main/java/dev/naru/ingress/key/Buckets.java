package dev.naru.ingress.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Token buckets by name, in this process. One that nobody took from for its period is full, and
 * forgotten; callers choose names, so only so many are kept. Thread-safe.
 */
public final class Buckets {
  private final TimeMeter time;
  private final Cache<String, Limited> buckets;

  private Buckets(int most, TimeMeter time) {
    this.time = time;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(most)
            .ticker(time::currentTimeNanos)
            .expireAfter(Expiry.<String, Limited>accessing((name, limited) -> limited.rate().per()))
            .build();
  }

  /** Keeps {@code most} of them. */
  public static Buckets of(int most) {
    return new Buckets(most, TimeMeter.SYSTEM_NANOTIME);
  }

  /** The same, by another clock. */
  static Buckets of(int most, TimeMeter time) {
    return new Buckets(most, time);
  }

  /** Takes one; returns how long to wait instead if there is none now, zero if it was taken. */
  public Duration take(String name, Rate rate) {
    ConsumptionProbe probe = bucket(name, rate).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
  }

  /** Returns how long to wait until there is one, zero if there is; takes nothing. */
  public Duration look(String name) {
    Limited known = buckets.getIfPresent(name);
    if (known == null) {
      return Duration.ZERO;
    }
    EstimationProbe probe = known.bucket().estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
  }

  /** Puts one back that was taken for nothing. */
  public void giveBack(String name, Rate rate) {
    bucket(name, rate).addTokens(1);
  }

  private Bucket bucket(String name, Rate rate) {
    return buckets.get(name, unseen -> new Limited(rate, full(rate))).bucket();
  }

  private Bucket full(Rate rate) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.per()))
        .withCustomTimePrecision(time)
        .build();
  }

  private record Limited(Rate rate, Bucket bucket) {}
}
