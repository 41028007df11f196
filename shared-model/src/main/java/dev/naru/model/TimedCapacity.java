package dev.naru.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another capacity from a moment on.
 *
 * @param at the moment
 * @param capacity active sessions, 0 to 1,000,000
 */
public record TimedCapacity(Instant at, Integer capacity) {

  public TimedCapacity {
    require("schedule.capacity.at", at);
    require("schedule.capacity.capacity", capacity);
    Settings.requireBetween("schedule.capacity.capacity", capacity, 0, 1_000_000);
  }

  private static void require(String key, @Nullable Object value) {
    if (value == null) {
      throw new InvalidSettingException(key, "given", "missing");
    }
  }
}
