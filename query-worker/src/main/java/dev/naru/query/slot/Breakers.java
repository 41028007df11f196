package dev.naru.query.slot;

import dev.naru.model.BreakerSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** Makes the circuit breakers of pools. */
final class Breakers {
  /** What a breaker is told of a failed call. */
  static final Exception UNAVAILABLE = new Unavailable();

  private Breakers() {}

  /**
   * A closed breaker.
   *
   * @param nanos a clock for waits; its origin means nothing
   */
  static CircuitBreaker of(String pool, BreakerSettings settings, LongSupplier nanos) {
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .failureRateThreshold(settings.failures().percent())
            .slidingWindow(settings.calls(), settings.calls(), SlidingWindowType.COUNT_BASED)
            .waitDurationInOpenState(settings.pause())
            .permittedNumberOfCallsInHalfOpenState(1)
            .writableStackTraceEnabled(false)
            .clock(new Ticks(nanos))
            .build();
    return CircuitBreaker.of(pool, config);
  }

  /** Shows how a pool's upstream looks from here: 0 asked, 1 tried with one call, 2 down. */
  static void show(CircuitBreaker breaker, MeterRegistry meters) {
    Gauge.builder("naru.upstream.breaker", breaker, Breakers::figure)
        .description("0 closed, 1 half open, 2 open")
        .tag("pool", breaker.getName())
        .register(meters);
  }

  private static int figure(CircuitBreaker breaker) {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> 2;
      case HALF_OPEN -> 1;
      case CLOSED, DISABLED, METRICS_ONLY -> 0;
    };
  }

  /** Counts from its making: a wall clock that is set would make a pause longer or shorter. */
  private static final class Ticks extends Clock {
    private final LongSupplier nanos;
    private final long origin;

    private Ticks(LongSupplier nanos) {
      this.nanos = nanos;
      this.origin = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(nanos.getAsLong() - origin);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unavailable() {
      super("unavailable", null, false, false);
    }
  }
}
