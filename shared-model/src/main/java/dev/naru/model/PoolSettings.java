package dev.naru.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pool of slots. A component that is not given takes its default.
 *
 * @param slots queries running at once over all workers, 1 to 10,000, default 10
 * @param prefetch assignments that may be queued on one slot, the running one included, default 1
 * @param maxAttempts how often a query is tried, default 3
 * @param slotQuarantine how long a dead worker's slot stays shut, default 0
 * @param maxResult largest result in bytes, default 512 KB, at most 3 MB
 * @param whenUnavailable what happens while the upstream is down
 * @param upstream where the queries go
 * @param breaker when the upstream counts as down; null is {@link BreakerSettings#DEFAULT}
 * @param cache how long answers serve for equal questions; null is not at all
 */
public record PoolSettings(
    Integer slots,
    Integer prefetch,
    Integer maxAttempts,
    Duration slotQuarantine,
    ByteSize maxResult,
    WhenUnavailable whenUnavailable,
    UpstreamSettings upstream,
    @Nullable BreakerSettings breaker,
    @Nullable CacheSettings cache) {

  public PoolSettings {
    slots = Settings.orDefault(slots, 10);
    prefetch = Settings.orDefault(prefetch, 1);
    maxAttempts = Settings.orDefault(maxAttempts, 3);
    slotQuarantine = Settings.orDefault(slotQuarantine, Duration.ZERO);
    maxResult = Settings.orDefault(maxResult, ByteSize.ofKilobytes(512));
    whenUnavailable = Settings.orDefault(whenUnavailable, WhenUnavailable.HOLD);
    upstream = Settings.orDefault(upstream, UpstreamSettings.ECHO);
    breaker = BreakerSettings.DEFAULT.equals(breaker) ? null : breaker;
    Settings.requireBetween("slots", slots, 1, 10_000);
    Settings.requireBetween("prefetch", prefetch, 1, 1_000);
    Settings.requireBetween("max-attempts", maxAttempts, 1, 100);
    Settings.requireBetween("slot-quarantine", slotQuarantine, Duration.ZERO, Duration.ofHours(24));
    Settings.requireBetween("max-result", maxResult.bytes(), 1, 3L << 20);
  }

  /** All defaults: ten slots in front of the echo upstream. */
  @SuppressWarnings("NullAway") // a component that is not given takes its default
  public static PoolSettings defaults() {
    return new PoolSettings(null, null, null, null, null, null, null, null, null);
  }

  public PoolSettings withSlots(int newSlots, int newPrefetch) {
    return new PoolSettings(
        newSlots,
        newPrefetch,
        maxAttempts,
        slotQuarantine,
        maxResult,
        whenUnavailable,
        upstream,
        breaker,
        cache);
  }

  /** When the upstream counts as down. */
  public BreakerSettings breakerOrDefault() {
    return breaker == null ? BreakerSettings.DEFAULT : breaker;
  }
}
