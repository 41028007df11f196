package dev.naru.model;

import java.time.Duration;

/**
 * How long things are kept, under {@code naru.retention}; 0 keeps for ever. A component that is not
 * given takes its default.
 *
 * @param log commands, events and dead letters in Kafka, default 30 days; up to a tenth longer, and
 *     never less than what the oldest snapshot needs
 * @param history rows of sessions and queries that are over, default 365 days
 * @param results what queries were answered, default 30 days
 */
public record RetentionSettings(Duration log, Duration history, Duration results) {
  private static final Duration LEAST = Duration.ofHours(1);

  public RetentionSettings {
    log = Settings.orDefault(log, Duration.ofDays(30));
    history = Settings.orDefault(history, Duration.ofDays(365));
    results = Settings.orDefault(results, Duration.ofDays(30));
    require("naru.retention.log", log);
    require("naru.retention.history", history);
    require("naru.retention.results", results);
  }

  /** All defaults. */
  @SuppressWarnings("NullAway") // a component that is not given takes its default
  public static RetentionSettings defaults() {
    return new RetentionSettings(null, null, null);
  }

  private static void require(String key, Duration kept) {
    if (!kept.isZero() && kept.compareTo(LEAST) < 0) {
      throw new InvalidSettingException(key, "1h or longer, or 0 to keep for ever", kept);
    }
  }
}
