package dev.naru.admission.clock;

import dev.naru.model.OpeningHours;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.Weekday;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Works out when weekly hours open a room: by the rules of the time zone, which no decision may
 * know. Hours that touch are one opening.
 */
final class WeeklyHours {
  /** A week, and the days on either side that an opening may reach into. */
  private static final int DAYS = 9;

  private static final Duration WEEK = Duration.ofDays(7);

  private final List<OpeningHours> hours;
  private final ZoneId zone;

  private WeeklyHours(List<OpeningHours> hours, ZoneId zone) {
    this.hours = hours;
    this.zone = zone;
  }

  /** Those of a schedule; empty if it has none. */
  static Optional<WeeklyHours> of(ScheduleSettings schedule) {
    return schedule.hours() == null || schedule.zone() == null
        ? Optional.empty()
        : Optional.of(new WeeklyHours(schedule.hours(), ZoneId.of(schedule.zone())));
  }

  /** One opening. */
  record Span(Instant opensAt, Instant closesAt) {
    boolean touches(Span later) {
      return !later.opensAt.isAfter(closesAt);
    }

    Span with(Span later) {
      return later.closesAt.isAfter(closesAt) ? new Span(opensAt, later.closesAt) : this;
    }

    /** When it closes, ms since 1970; 0 if it is open for so long that it never does. */
    long closesAtMillis(Instant now) {
      return closesAt.isAfter(now.plus(WEEK)) ? 0 : closesAt.toEpochMilli();
    }
  }

  /** The opening that is now, or the next. */
  Span next(Instant now) {
    Span current = null;
    for (Span span : spans(now.atZone(zone).toLocalDate().minusDays(1))) {
      if (current != null && current.touches(span)) {
        current = current.with(span);
      } else if (current == null || !current.closesAt().isAfter(now)) {
        current = span;
      } else {
        break;
      }
    }
    if (current == null || !current.closesAt().isAfter(now)) {
      throw new IllegalStateException("Expected weekly hours to have an opening each week");
    }
    return current;
  }

  private List<Span> spans(LocalDate first) {
    List<Span> spans = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = first.plusDays(day);
      for (OpeningHours each : hours) {
        if (each.days().stream().map(Weekday::dayOfWeek).anyMatch(date.getDayOfWeek()::equals)) {
          spans.add(span(date, each));
        }
      }
    }
    spans.sort(Comparator.comparing(Span::opensAt).thenComparing(Span::closesAt));
    return spans;
  }

  private Span span(LocalDate date, OpeningHours each) {
    LocalDate end = each.to().isAfter(each.from()) ? date : date.plusDays(1);
    return new Span(
        ZonedDateTime.of(date, each.from(), zone).toInstant(),
        ZonedDateTime.of(end, each.to(), zone).toInstant());
  }
}
