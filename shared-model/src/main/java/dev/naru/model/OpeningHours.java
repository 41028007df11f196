package dev.naru.model;

import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a room is open on some days of each week, in the time zone of its schedule.
 *
 * @param days on which it opens
 * @param from when it opens, such as 09:00
 * @param to when it closes; on the next day if that is not after {@code from}
 */
public record OpeningHours(List<Weekday> days, LocalTime from, LocalTime to) {

  public OpeningHours {
    days = List.copyOf(Settings.orDefault(days, List.of()));
    if (days.isEmpty()) {
      throw new InvalidSettingException(
          "schedule.hours.days", "a list of days, such as [MON, TUE]", "missing");
    }
    requireTime("schedule.hours.from", from);
    requireTime("schedule.hours.to", to);
  }

  private static void requireTime(String key, @Nullable LocalTime time) {
    if (time == null) {
      throw new InvalidSettingException(key, "a time of day, such as 09:00", "missing");
    }
  }
}
