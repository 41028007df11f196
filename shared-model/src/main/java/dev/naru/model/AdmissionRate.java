package dev.naru.model;

import java.time.Duration;

/**
 * At most {@code count} admissions in any window of length {@code per}.
 *
 * @param count admissions, 1 to 100,000
 * @param per length of the sliding window, 1 ms to 24 h
 */
public record AdmissionRate(int count, Duration per) {
  public AdmissionRate {
    Settings.requireBetween("admission-rate.count", count, 1, 100_000);
    Settings.requireBetween(
        "admission-rate.per",
        Settings.orDefault(per, Duration.ZERO),
        Duration.ofMillis(1),
        Duration.ofHours(24));
  }
}
