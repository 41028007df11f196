package dev.naru.ingress.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts joins by room and outcome. */
final class JoinMetrics {
  private final MeterRegistry registry;
  private final ConcurrentMap<Key, Counter> counters = new ConcurrentHashMap<>();

  JoinMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts one; the room must be one that there is. */
  void count(String room, String outcome) {
    Key key = new Key(room, outcome);
    Counter counter = counters.get(key);
    if (counter == null) {
      counter = counters.computeIfAbsent(key, this::counter);
    }
    counter.increment();
  }

  private Counter counter(Key key) {
    return Counter.builder("naru.joins")
        .description("Joins, by how they were answered")
        .tag("room", key.room())
        .tag("outcome", key.outcome())
        .register(registry);
  }

  private record Key(String room, String outcome) {}
}
