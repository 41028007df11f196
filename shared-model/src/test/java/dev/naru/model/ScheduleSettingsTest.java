package dev.naru.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a component that is not given takes its default
class ScheduleSettingsTest {
  private static final Instant NINE = Instant.parse("2026-11-25T09:00:00Z");
  private static final Duration HALF = Duration.ofMinutes(30);
  private static final List<OpeningHours> HOURS =
      List.of(new OpeningHours(List.of(Weekday.MON), LocalTime.of(9, 0), LocalTime.of(18, 0)));

  private static ScheduleSettings schedule(
      @Nullable Instant opensAt,
      @Nullable Instant closesAt,
      @Nullable Duration preQueue,
      @Nullable LineOrder order,
      @Nullable List<OpeningHours> hours,
      @Nullable String zone) {
    return new ScheduleSettings(opensAt, closesAt, preQueue, order, null, hours, zone, null);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("Expected '")
        .hasMessageContaining(message);
  }

  @Test
  void whatIsNotGivenTakesItsDefault() {
    // when
    ScheduleSettings schedule = schedule(NINE, null, null, null, null, null);

    // then
    assertThat(schedule.preQueue()).isEqualTo(Duration.ZERO);
    assertThat(schedule.order()).isEqualTo(LineOrder.FIFO);
    assertThat(schedule.atClose()).isEqualTo(AtClose.CLOSE);
    assertThat(schedule.capacity()).isNull();
  }

  @Test
  void whatCannotBeIsSaidByItsName() {
    refused(
        () -> schedule(null, null, null, null, null, null), "schedule' to be one with opens-at");
    refused(() -> schedule(NINE, null, null, null, HOURS, "UTC"), "schedule.hours");
    refused(() -> schedule(NINE, NINE, null, null, null, null), "schedule.closes-at");
    refused(() -> schedule(null, NINE, null, null, HOURS, "UTC"), "schedule.closes-at");
    refused(() -> schedule(null, null, null, null, HOURS, null), "schedule.zone");
    refused(() -> schedule(null, null, null, null, HOURS, "Mars/Olympus"), "schedule.zone");
    refused(() -> schedule(NINE, null, Duration.ofDays(8), null, null, null), "schedule.pre-queue");
    refused(() -> schedule(NINE, null, null, LineOrder.LOTTERY, null, null), "schedule.order");
    refused(() -> new OpeningHours(List.of(), LocalTime.NOON, LocalTime.MIDNIGHT), "hours.days");
    refused(() -> new OpeningHours(List.of(Weekday.SUN), null, LocalTime.NOON), "hours.from");
    refused(() -> new OpeningHours(List.of(Weekday.SUN), LocalTime.NOON, null), "hours.to");
    refused(() -> new TimedCapacity(null, 1), "capacity.at");
    refused(() -> new TimedCapacity(NINE, null), "capacity.capacity");
    refused(() -> new TimedCapacity(NINE, -1), "capacity.capacity");
  }

  @Test
  void timedCapacitiesAreInTheOrderOfTime() {
    // when
    ScheduleSettings schedule =
        new ScheduleSettings(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(new TimedCapacity(NINE.plusSeconds(1), 1), new TimedCapacity(NINE, 2)));

    // then
    assertThat(schedule.capacity()).extracting(TimedCapacity::capacity).containsExactly(2, 1);
  }

  @Test
  void theSettingsOfARoomCarryItsScheduleOnTheWire() {
    // given
    WireFormat wire = new WireFormat();
    RoomSettings settings =
        RoomSettings.defaults()
            .withSchedule(
                new ScheduleSettings(
                    null,
                    null,
                    HALF,
                    LineOrder.LOTTERY,
                    AtClose.DRAIN,
                    HOURS,
                    "Asia/Seoul",
                    List.of(new TimedCapacity(NINE, 50))));

    // when
    String json = wire.encodePart(settings);

    // then
    assertThat(wire.decodePart(json, RoomSettings.class)).isEqualTo(settings);
    assertThat(json)
        .contains("\"days\":[\"MON\"]")
        .contains("\"from\":\"09:00:00\"")
        .contains("\"at\":\"2026-11-25T09:00:00Z\"");
    assertThat(wire.encodePart(RoomSettings.defaults())).doesNotContain("schedule");
  }
}
