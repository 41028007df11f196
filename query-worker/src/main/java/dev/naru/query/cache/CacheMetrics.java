package dev.naru.query.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Numbers of one pool's cache in this process. */
final class CacheMetrics {
  private final Counter hits;
  private final Counter misses;
  private final Counter away;
  private final Counter tooLarge;

  CacheMetrics(MeterRegistry registry, String pool) {
    this.hits = counter(registry, pool, "hit");
    this.misses = counter(registry, pool, "miss");
    this.away = counter(registry, pool, "away");
    this.tooLarge =
        Counter.builder("naru.cache.too.large")
            .description("Answers that were larger than max-entry, and not kept")
            .tag("pool", pool)
            .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String pool, String result) {
    return Counter.builder("naru.cache.lookups")
        .description("Questions by whether an answer was kept; away: nobody could say")
        .tag("pool", pool)
        .tag("result", result)
        .register(registry);
  }

  void hit() {
    hits.increment();
  }

  void miss() {
    misses.increment();
  }

  void away() {
    away.increment();
  }

  void tooLarge() {
    tooLarge.increment();
  }
}
