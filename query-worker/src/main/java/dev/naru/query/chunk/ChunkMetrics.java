package dev.naru.query.chunk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Numbers of one pool's pieces in this process. */
final class ChunkMetrics {

  /** Why a piece was dropped. */
  enum Drop {
    /** Redis is away, or does not take it. */
    AWAY,
    /** Too much is on its way already. */
    FULL,
    /** A later piece is there, maybe of a later attempt. */
    LATE
  }

  private final MeterRegistry registry;
  private final String pool;
  private final Timer written;

  ChunkMetrics(MeterRegistry registry, String pool) {
    this.registry = registry;
    this.pool = pool;
    this.written =
        Timer.builder("naru.chunk.write")
            .description("From a piece of an answer to its acknowledgement by Redis")
            .tag("pool", pool)
            .publishPercentileHistogram()
            .register(registry);
    for (Drop why : Drop.values()) {
      counter(why).increment(0);
    }
  }

  void written(long nanos) {
    written.record(nanos, TimeUnit.NANOSECONDS);
  }

  void dropped(Drop why) {
    counter(why).increment();
  }

  private Counter counter(Drop why) {
    return Counter.builder("naru.chunks.dropped")
        .description("Pieces of answers that no reader sees before the whole result")
        .tag("pool", pool)
        .tag("reason", why.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
