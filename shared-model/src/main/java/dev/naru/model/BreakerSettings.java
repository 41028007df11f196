package dev.naru.model;

import java.time.Duration;

/**
 * When a pool's upstream counts as down. A component that is not given takes its default.
 *
 * @param failures share of the last calls that must have failed, default 50%
 * @param calls how many of the last calls are looked at; with fewer it never counts as down, 1 to
 *     1,000, default 10
 * @param pause how long nothing is asked of it then, before one call tries again, 100 ms to 1 h,
 *     default 10 s
 */
public record BreakerSettings(Percentage failures, Integer calls, Duration pause) {
  public static final BreakerSettings DEFAULT =
      new BreakerSettings(new Percentage(50), 10, Duration.ofSeconds(10));

  public BreakerSettings {
    failures = Settings.orDefault(failures, new Percentage(50));
    calls = Settings.orDefault(calls, 10);
    pause = Settings.orDefault(pause, Duration.ofSeconds(10));
    Settings.requireBetween("breaker.calls", calls, 1, 1_000);
    Settings.requireBetween("breaker.pause", pause, Duration.ofMillis(100), Duration.ofHours(1));
  }
}
