package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.state.RoomView;
import dev.naru.model.AtClose;
import dev.naru.model.EndReason;
import dev.naru.model.LineOrder;
import dev.naru.model.OpeningHours;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.TimedCapacity;
import dev.naru.model.Weekday;
import dev.naru.model.command.CloseRoom;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.OpenRoom;
import dev.naru.model.command.PauseAdmission;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.ScheduleRoom;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Event;
import dev.naru.model.event.PreQueueBegan;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF = Duration.ofMinutes(30);

  private final TestLog log = TestLog.withCapacity(2);
  private final Instant begin = Instant.ofEpochMilli(log.now());

  /** Opens in an hour, joins half an hour before, closes an hour later. */
  private ScheduleSettings once(AtClose atClose) {
    return new ScheduleSettings(
        begin.plus(HOUR),
        begin.plus(HOUR).plus(HOUR),
        HALF,
        LineOrder.FIFO,
        atClose,
        null,
        null,
        null);
  }

  private List<Event> configure(@Nullable ScheduleSettings schedule) {
    RoomSettings settings = room().settings().withSchedule(schedule);
    return log.when(new ConfigureRoom(ROOM, settings, SettingsSource.OPERATOR));
  }

  private RoomView room() {
    return Objects.requireNonNull(log.state().room(ROOM));
  }

  private List<Event> joining(String user) {
    return log.when(new RequestSession(log.newId(), ROOM, user, null));
  }

  private long at(Duration later) {
    return begin.plus(later).toEpochMilli();
  }

  @Test
  void aRoomIsShutUntilItsPreQueueAndOpensAtItsTime() {
    // when
    List<Event> configured = configure(once(AtClose.CLOSE));
    RefusalReason early = refusal(joining("too-early")).reason();
    List<Event> preQueue = log.tickAtDeadline();
    long preQueueAt = log.now();
    UUID first = log.join("first");
    UUID second = log.join("second");
    UUID third = log.join("third");
    int activeBefore = room().active();
    List<Event> opened = log.tickAtDeadline();

    // then
    assertThat(configured).contains(new RoomClosed(ROOM, 0L));
    assertThat(early).isEqualTo(RefusalReason.ROOM_CLOSED);
    assertThat(preQueueAt).isEqualTo(at(HALF));
    assertThat(preQueue).containsExactly(new PreQueueBegan(ROOM, at(HALF)));
    assertThat(activeBefore).isZero();
    assertThat(log.now()).isEqualTo(at(HOUR));
    assertThat(opened).first().isEqualTo(new RoomOpened(ROOM, at(HOUR)));
    assertThat(opened)
        .filteredOn(SessionAdmitted.class::isInstance)
        .extracting(event -> ((SessionAdmitted) event).sessionId())
        .containsExactly(first, second);
    assertThat(log.session(third).ticket()).isEqualTo(3);
  }

  @Test
  void atTheCloseThoseWhoWaitGoHome() {
    // given
    givenAFullRoomThatIsOpen(AtClose.CLOSE);

    // when
    List<Event> closed = log.tickAtDeadline();

    // then
    assertThat(log.now()).isEqualTo(at(HOUR.plus(HOUR)));
    assertThat(closed).contains(new RoomClosed(ROOM, log.now()));
    assertThat(closed)
        .filteredOn(SessionEnded.class::isInstance)
        .extracting(event -> ((SessionEnded) event).reason())
        .contains(EndReason.ROOM_CLOSED);
    assertThat(refusal(joining("late")).reason()).isEqualTo(RefusalReason.ROOM_CLOSED);
  }

  @Test
  void atTheCloseThoseWhoWaitAreStillAdmittedIfItDrains() {
    // given
    givenAFullRoomThatIsOpen(AtClose.DRAIN);

    // when
    List<Event> closed = log.tickAtDeadline();

    // then
    assertThat(closed).contains(new RoomDrained(ROOM, log.now()));
    assertThat(room().waiting()).isEqualTo(1);
    assertThat(refusal(joining("late")).reason()).isEqualTo(RefusalReason.ROOM_DRAINING);
  }

  private void givenAFullRoomThatIsOpen(AtClose atClose) {
    RoomSettings d = room().settings();
    RoomSettings patient =
        RoomSettings.plain(
                d.capacity(),
                d.maxWaiting(),
                Duration.ofDays(1),
                d.idleTimeout(),
                d.abandonTimeout(),
                d.claimTimeout(),
                null,
                d.identity(),
                d.pools(),
                d.queries())
            .withSchedule(once(atClose));
    log.when(new ConfigureRoom(ROOM, patient, SettingsSource.OPERATOR));
    log.passes(HOUR).tick();
    log.join("first");
    log.join("second");
    log.join("third");
    assertThat(room().waiting()).isEqualTo(1);
  }

  @Test
  void anOperatorsWordHoldsUntilTheNextMoment() {
    // given
    configure(once(AtClose.CLOSE));

    // when
    log.when(new OpenRoom(ROOM));
    UUID early = log.join("early");
    log.tickAtDeadline();
    RoomStatus inPreQueue = room().status();
    log.when(new CloseRoom(ROOM));
    log.when(new PauseAdmission(ROOM));
    List<Event> opened = log.tickAtDeadline();

    // then
    assertThat(log.state().session(early)).isNull();
    assertThat(inPreQueue).isEqualTo(RoomStatus.PRE_QUEUE);
    assertThat(opened).containsExactly(new AdmissionResumed(ROOM), new RoomOpened(ROOM, at(HOUR)));
    assertThat(room().paused()).isFalse();
  }

  @Test
  void otherSettingsLeaveTheScheduleWhereItIs() {
    // given
    configure(once(AtClose.CLOSE));
    log.passes(HOUR).tick();
    log.when(new CloseRoom(ROOM));

    // when
    RoomSettings larger = room().settings().withCapacity(7);
    List<Event> events = log.when(new ConfigureRoom(ROOM, larger, SettingsSource.OPERATOR));

    // then
    assertThat(events).containsExactly(new RoomConfigured(ROOM, larger, SettingsSource.OPERATOR));
    assertThat(room().status()).isEqualTo(RoomStatus.CLOSED);
  }

  @Test
  void whatHasPassedIsNotMadeUpFor() {
    // when
    ScheduleSettings over =
        new ScheduleSettings(
            begin.minus(HOUR).minus(HOUR), begin.minus(HOUR), HALF, null, null, null, null, null);
    List<Event> passed = configure(over);
    List<Event> current =
        configure(ScheduleSettings.once(begin.minus(HALF), null, HOUR, LineOrder.FIFO));

    // then
    assertThat(passed).hasSize(2).contains(new RoomClosed(ROOM, at(HOUR.negated())));
    assertThat(current).hasSize(2).contains(new RoomOpened(ROOM, at(HALF.negated())));
    assertThat(log.state().nextDeadline()).isEmpty();
  }

  @Test
  void withoutItsScheduleAPreQueueOpens() {
    // given
    configure(once(AtClose.CLOSE));
    log.tickAtDeadline();
    UUID waiting = log.join("waiting");

    // when
    List<Event> events = configure(null);

    // then
    assertThat(events).contains(new RoomOpened(ROOM));
    assertThat(log.session(waiting).admittedAt()).isEqualTo(log.now());
    assertThat(room().opening()).isNull();
  }

  @Test
  void theCapacityChangesAtItsMomentsAndAnOperatorsHoldsUntilTheNext() {
    // given
    configure(
        new ScheduleSettings(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(
                new TimedCapacity(begin.plus(HOUR), 5),
                new TimedCapacity(begin.plus(HALF), 1),
                new TimedCapacity(begin.minus(HOUR), 3))));

    // when
    int now = room().settings().capacity();
    log.tickAtDeadline();
    int later = room().settings().capacity();
    log.when(new ConfigureRoom(ROOM, room().settings().withCapacity(9), SettingsSource.OPERATOR));
    int byOperator = room().settings().capacity();
    List<Event> last = log.tickAtDeadline();

    // then
    assertThat(List.of(now, later, byOperator)).containsExactly(3, 1, 9);
    assertThat(last)
        .containsExactly(
            new RoomConfigured(ROOM, room().settings(), SettingsSource.SCHEDULE, at(HOUR)));
    assertThat(room().settings().capacity()).isEqualTo(5);
    assertThat(Objects.requireNonNull(room().fileSettings()).capacity()).isEqualTo(2);
    assertThat(log.state().nextDeadline()).isEmpty();
  }

  private ScheduleSettings weekly() {
    return new ScheduleSettings(
        null,
        null,
        HALF,
        null,
        null,
        List.of(
            new OpeningHours(List.of(Weekday.values()), LocalTime.of(9, 0), LocalTime.of(18, 0))),
        "Asia/Seoul",
        null);
  }

  @Test
  void weeklyHoursWaitToBeToldTheirNextOpening() {
    // given
    configure(weekly());
    RoomStatus untold = room().status();

    // when
    List<Event> told = log.when(new ScheduleRoom(ROOM, at(HOUR), at(HOUR.plus(HOUR)), null));
    log.tickAtDeadline();
    RoomStatus before = room().status();
    log.tickAtDeadline();
    RoomStatus open = room().status();
    log.tickAtDeadline();
    RoomStatus over = room().status();
    long next = at(HOUR.multipliedBy(10));
    log.when(new ScheduleRoom(ROOM, next, 0, null));
    log.tickAtDeadline();

    // then
    assertThat(untold).isEqualTo(RoomStatus.OPEN);
    assertThat(told).contains(new RoomClosed(ROOM, 0L));
    assertThat(List.of(before, open, over))
        .containsExactly(RoomStatus.PRE_QUEUE, RoomStatus.OPEN, RoomStatus.CLOSED);
    assertThat(room().status()).isEqualTo(RoomStatus.PRE_QUEUE);
    assertThat(log.now()).isEqualTo(next - HALF.toMillis());
  }

  @Test
  void aRoomIsToldOnlyWhatItNeeds() {
    // given
    ScheduleRoom next = new ScheduleRoom(ROOM, at(HOUR), at(HOUR.plus(HOUR)), null);

    // when
    var without = refusal(log.when(next));
    configure(once(AtClose.CLOSE));
    var fixed = refusal(log.when(next));
    configure(weekly());
    var withSeed = refusal(log.when(new ScheduleRoom(ROOM, at(HOUR), 0, "5e".repeat(32))));
    var gone =
        refusal(log.when(new ScheduleRoom(ROOM, at(HOUR.negated()), at(HALF.negated()), null)));
    log.when(next);
    var twice = refusal(log.when(new ScheduleRoom(ROOM, at(HOUR.multipliedBy(9)), 0, null)));
    var nowhere = refusal(log.when(new ScheduleRoom("nowhere", at(HOUR), 0, null)));

    // then
    assertThat(without.message()).endsWith("it has no opening times");
    assertThat(fixed.message()).endsWith("that is known already");
    assertThat(withSeed.message()).endsWith("its order is not drawn");
    assertThat(gone.message()).endsWith("it would have closed by then");
    assertThat(twice.message()).contains("it is to open at ");
    assertThat(nowhere.reason()).isEqualTo(RefusalReason.UNKNOWN_ROOM);
    assertThat(List.of(without, fixed, withSeed, gone, twice))
        .allMatch(refused -> refused.reason() == RefusalReason.NOT_DUE);
  }
}
