package dev.naru.query.slot;

import dev.naru.query.upstream.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers of one pool's calls in this process. */
final class SlotMetrics {
  private static final String POOL = "pool";

  private final MeterRegistry registry;
  private final String pool;
  private final AtomicInteger running;
  private final Timer run;

  SlotMetrics(MeterRegistry registry, String pool) {
    this.registry = registry;
    this.pool = pool;
    this.running =
        registry.gauge("naru.queries.running", List.of(Tag.of(POOL, pool)), new AtomicInteger());
    this.run =
        Timer.builder("naru.query.run")
            .description("Time of one call of the upstream")
            .tag(POOL, pool)
            .publishPercentileHistogram()
            .register(registry);
  }

  void began() {
    running.incrementAndGet();
  }

  void ended(Outcome outcome, Duration took) {
    running.decrementAndGet();
    run.record(took);
    registry.counter("naru.query.attempts", POOL, pool, "outcome", name(outcome)).increment();
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> "answered";
      case Outcome.Remembered remembered -> "remembered";
      case Outcome.Broken broken -> "broken";
      case Outcome.Failed failed -> "failed";
      case Outcome.Unavailable unavailable -> "unavailable";
      case Outcome.Aborted aborted -> "aborted";
    };
  }
}
