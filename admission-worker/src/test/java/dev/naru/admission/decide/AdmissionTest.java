package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.count;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.AdmissionRate;
import dev.naru.model.EndReason;
import dev.naru.model.QueryLimits;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomStatus;
import dev.naru.model.command.CloseRoom;
import dev.naru.model.command.DrainRoom;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.OpenRoom;
import dev.naru.model.command.PauseAdmission;
import dev.naru.model.command.ResumeAdmission;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Event;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.TimePassed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  @Test
  void admissionIsInTheOrderOfTickets() {
    // given
    TestLog log = TestLog.withCapacity(2);
    List<UUID> sessions = log.joinMany(6);

    // when
    List<Event> events = new ArrayList<>();
    events.addAll(log.when(new LeaveSession(sessions.get(1))));
    events.addAll(log.when(new LeaveSession(sessions.get(0))));
    events.addAll(log.when(new LeaveSession(sessions.get(4))));
    events.addAll(log.when(new LeaveSession(sessions.get(2))));

    // then
    assertThat(admitted(events)).containsExactly(sessions.get(2), sessions.get(3), sessions.get(5));
  }

  @Test
  void aRateHoldsInEveryWindow() {
    // given
    AdmissionRate rate = new AdmissionRate(3, Duration.ofSeconds(10));
    TestLog log =
        new TestLog().pool(1, 1).room(ROOM, TestLog.settings(100, 100, rate, QueryLimits.DEFAULT));
    List<Long> times = new ArrayList<>();

    // when
    for (int i = 0; i < 20; i++) {
      log.join("early-" + i);
      log.passes(Duration.ofMillis(i * 37L));
    }
    while (log.session(log.join("early-19")).admittedAt() == 0) {
      log.tickAtDeadline();
    }

    // then
    log.state().sessionIds().stream()
        .map(id -> log.session(id))
        .distinct()
        .forEach(session -> times.add(session.admittedAt()));
    times.sort(null);
    assertThat(times).hasSize(20);
    for (int i = 3; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 3)).isGreaterThanOrEqualTo(10_000);
    }
  }

  @Test
  void aRateLetsTheNextInWhenTheOldestLeavesTheWindow() {
    // given
    AdmissionRate rate = new AdmissionRate(2, Duration.ofSeconds(10));
    TestLog log =
        new TestLog().pool(1, 1).room(ROOM, TestLog.settings(9, 9, rate, QueryLimits.DEFAULT));
    log.join("a");
    long first = log.now();
    log.passes(Duration.ofSeconds(4));
    log.join("b");
    UUID third = log.join("c");

    // when
    log.passes(Duration.ofSeconds(6).minusMillis(1));
    List<Event> early = log.tick();
    List<Event> due = log.tickAtDeadline();

    // then
    assertThat(early).containsExactly(new TimePassed());
    assertThat(log.now()).isEqualTo(first + 10_000);
    assertThat(admitted(due)).containsExactly(third);
  }

  @Test
  void aSmallerCapacityEndsNobodyAndAdmitsNobodyUntilBelow() {
    // given
    TestLog log = TestLog.withCapacity(3);
    List<UUID> sessions = log.joinMany(5);

    // when
    log.room(1);
    List<Event> two = log.when(new LeaveSession(sessions.get(0)));
    List<Event> one = log.when(new LeaveSession(sessions.get(1)));
    List<Event> none = log.when(new LeaveSession(sessions.get(2)));

    // then
    assertThat(admitted(two)).isEmpty();
    assertThat(admitted(one)).isEmpty();
    assertThat(admitted(none)).containsExactly(sessions.get(3));
  }

  @Test
  void aLargerCapacityAdmitsAThousandAtOnceAndTheRestByTicks() {
    // given
    TestLog log = TestLog.withCapacity(0);
    List<UUID> sessions = log.joinMany(2_500);

    // when
    log.room(2_400);
    int first = log.session(sessions.getFirst()).room().active();
    log.tickAtDeadline();
    int second = log.session(sessions.getFirst()).room().active();
    List<Event> third = log.tickAtDeadline();

    // then
    // the settings' own event is one of the thousand
    assertThat(first).isEqualTo(999);
    assertThat(second).isEqualTo(1_999);
    assertThat(admitted(third)).isEqualTo(sessions.subList(1_999, 2_400));
    assertThat(log.tick()).containsExactly(new TimePassed());
  }

  @Test
  void aPausedRoomTakesJoinsAndAdmitsNobodyUntilItIsResumed() {
    // given
    TestLog log = TestLog.withCapacity(2);
    List<Event> paused = log.when(new PauseAdmission(ROOM));
    List<UUID> sessions = log.joinMany(3);
    int activeWhilePaused = log.session(sessions.getFirst()).room().active();

    // when
    List<Event> resumed = log.when(new ResumeAdmission(ROOM));

    // then
    assertThat(paused).containsExactly(new AdmissionPaused(ROOM));
    assertThat(activeWhilePaused).isZero();
    assertThat(resumed).startsWith(new AdmissionResumed(ROOM));
    assertThat(admitted(resumed)).isEqualTo(sessions.subList(0, 2));
  }

  @Test
  void whatIsSoAlreadyIsRefused() {
    // given
    TestLog log = TestLog.withCapacity(1);

    // when
    List<CommandRefused> refusals =
        List.of(
            refusal(log.when(new ResumeAdmission(ROOM))),
            refusal(log.when(new OpenRoom(ROOM))),
            refusal(log.when(new PauseAdmission("nowhere"))));

    // then
    assertThat(refusals)
        .extracting(CommandRefused::reason)
        .containsExactly(RefusalReason.NOT_DUE, RefusalReason.NOT_DUE, RefusalReason.UNKNOWN_ROOM);
  }

  @Test
  void aClosingRoomSendsItsLineAwayInBoundedStepsAndKeepsItsGuests() {
    // given
    TestLog log = TestLog.withCapacity(1);
    List<UUID> sessions = log.joinMany(1_501);

    // when
    List<Event> closing = log.when(new CloseRoom(ROOM));
    List<Event> rest = log.tickAtDeadline();

    // then
    assertThat(count(closing, SessionEnded.class)).isEqualTo(999);
    assertThat(closing.get(1))
        .isEqualTo(new SessionEnded(sessions.get(1), ROOM, EndReason.ROOM_CLOSED));
    assertThat(count(rest, SessionEnded.class)).isEqualTo(501);
    assertThat(log.state().sessionIds()).containsExactly(sessions.getFirst());
  }

  @Test
  void aDrainingRoomStillAdmitsWhoWaits() {
    // given
    TestLog log = TestLog.withCapacity(1);
    List<UUID> sessions = log.joinMany(2);
    List<Event> drained = log.when(new DrainRoom(ROOM));

    // when
    List<Event> events = log.when(new LeaveSession(sessions.get(0)));

    // then
    assertThat(drained).containsExactly(new RoomDrained(ROOM));
    assertThat(admitted(events)).containsExactly(sessions.get(1));
  }

  @Test
  void anOpenedRoomTakesJoinsAgain() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.when(new CloseRoom(ROOM));
    log.when(new OpenRoom(ROOM));

    // when
    UUID id = log.join("kim");

    // then
    assertThat(log.session(id).room().status()).isEqualTo(RoomStatus.OPEN);
    assertThat(log.session(id).admittedAt()).isEqualTo(log.now());
  }

  private static List<UUID> admitted(List<Event> events) {
    return events.stream()
        .filter(SessionAdmitted.class::isInstance)
        .map(event -> ((SessionAdmitted) event).sessionId())
        .toList();
  }
}
