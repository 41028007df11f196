package dev.naru.admission.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.clock.WeeklyHours.Span;
import dev.naru.model.OpeningHours;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.Weekday;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeeklyHoursTest {
  private static final List<Weekday> WORKDAYS =
      List.of(Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI);

  private static OpeningHours hours(List<Weekday> days, String from, String to) {
    return new OpeningHours(days, LocalTime.parse(from), LocalTime.parse(to));
  }

  @SuppressWarnings("NullAway") // a component that is not given takes its default
  private static Span next(String zone, String now, OpeningHours... hours) {
    ScheduleSettings schedule =
        new ScheduleSettings(null, null, null, null, null, List.of(hours), zone, null);
    return WeeklyHours.of(schedule).orElseThrow().next(Instant.parse(now));
  }

  private static Span span(String opensAt, String closesAt) {
    return new Span(Instant.parse(opensAt), Instant.parse(closesAt));
  }

  @Test
  void theNextOpeningIsThatOfTheZone() {
    // 2026-11-25 is a Wednesday
    assertThat(next("Asia/Seoul", "2026-11-24T15:00:00Z", hours(WORKDAYS, "09:00", "18:00")))
        .isEqualTo(span("2026-11-25T00:00:00Z", "2026-11-25T09:00:00Z"));
  }

  @Test
  void whileItIsOpenItIsTheOneThatIsNow() {
    assertThat(next("Asia/Seoul", "2026-11-25T08:59:59Z", hours(WORKDAYS, "09:00", "18:00")))
        .isEqualTo(span("2026-11-25T00:00:00Z", "2026-11-25T09:00:00Z"));
    assertThat(next("Asia/Seoul", "2026-11-25T09:00:00Z", hours(WORKDAYS, "09:00", "18:00")))
        .isEqualTo(span("2026-11-26T00:00:00Z", "2026-11-26T09:00:00Z"));
  }

  @Test
  void daysThatAreNotNamedArePassedOver() {
    // Friday evening
    assertThat(next("UTC", "2026-11-27T20:00:00Z", hours(WORKDAYS, "09:00", "18:00")))
        .isEqualTo(span("2026-11-30T09:00:00Z", "2026-11-30T18:00:00Z"));
    assertThat(next("UTC", "2026-11-25T18:00:00Z", hours(List.of(Weekday.WED), "09:00", "18:00")))
        .isEqualTo(span("2026-12-02T09:00:00Z", "2026-12-02T18:00:00Z"));
  }

  @Test
  void whatEndsBeforeItBeginsEndsOnTheNextDay() {
    assertThat(next("UTC", "2026-11-28T01:00:00Z", hours(List.of(Weekday.FRI), "22:00", "02:00")))
        .isEqualTo(span("2026-11-27T22:00:00Z", "2026-11-28T02:00:00Z"));
  }

  @Test
  void hoursThatTouchAreOneOpening() {
    assertThat(
            next(
                "UTC",
                "2026-11-25T10:00:00Z",
                hours(List.of(Weekday.WED), "09:00", "12:00"),
                hours(List.of(Weekday.WED), "12:00", "00:00"),
                hours(List.of(Weekday.THU), "00:00", "06:00"),
                hours(List.of(Weekday.THU), "07:00", "08:00")))
        .isEqualTo(span("2026-11-25T09:00:00Z", "2026-11-26T06:00:00Z"));
  }

  @Test
  void whatIsAlwaysOpenNeverCloses() {
    // given
    Instant now = Instant.parse("2026-11-25T10:00:00Z");

    // when
    Span always = next("UTC", now.toString(), hours(List.of(Weekday.values()), "00:00", "00:00"));

    // then
    assertThat(always.opensAt()).isBefore(now);
    assertThat(always.closesAtMillis(now)).isZero();
  }

  @Test
  void theClocksChangeAndTheHoursStay() {
    // summer time ends in Berlin on 2026-10-25
    assertThat(
            next(
                "Europe/Berlin",
                "2026-10-24T20:00:00Z",
                hours(List.of(Weekday.SUN), "09:00", "10:00")))
        .isEqualTo(span("2026-10-25T08:00:00Z", "2026-10-25T09:00:00Z"));
    assertThat(
            next(
                "Europe/Berlin",
                "2026-10-18T20:00:00Z",
                hours(List.of(Weekday.MON), "09:00", "10:00")))
        .isEqualTo(span("2026-10-19T07:00:00Z", "2026-10-19T08:00:00Z"));
  }
}
