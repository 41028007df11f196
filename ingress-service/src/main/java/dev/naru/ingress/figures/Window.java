package dev.naru.ingress.figures;

import java.time.Duration;

/** How far back a series goes, and how much of it is one point. */
public enum Window {
  HOUR(Duration.ofHours(1), Duration.ofMinutes(1)),
  DAY(Duration.ofDays(1), Duration.ofMinutes(5));

  private final Duration length;
  private final Duration step;

  Window(Duration length, Duration step) {
    this.length = length;
    this.step = step;
  }

  public Duration length() {
    return length;
  }

  public Duration step() {
    return step;
  }
}
