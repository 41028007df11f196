package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.count;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.EndReason;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionQueued;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionEndTest {
  private static final Duration TTL = RoomSettings.defaults().sessionTtl();

  @Test
  void whoLeavesASeatMakesRoomForTheNextInLine() {
    // given
    TestLog log = TestLog.withCapacity(1);
    List<UUID> sessions = log.joinMany(3);

    // when
    List<Event> events = log.when(new LeaveSession(sessions.get(0)));

    // then
    assertThat(events)
        .containsExactly(
            new SessionEnded(sessions.get(0), ROOM, EndReason.LEFT),
            new SessionAdmitted(sessions.get(1), ROOM, 2, log.now() + TTL.toMillis()));
  }

  @Test
  void whoLeavesTheLineMovesNobodyIn() {
    // given
    TestLog log = TestLog.withCapacity(1);
    List<UUID> sessions = log.joinMany(4);

    // when
    List<Event> events = log.when(new LeaveSession(sessions.get(2)));

    // then
    assertThat(events).containsExactly(new SessionEnded(sessions.get(2), ROOM, EndReason.LEFT));
    assertThat(log.session(sessions.get(0)).room().firstWaiting(9))
        .extracting(session -> session.id())
        .containsExactly(sessions.get(1), sessions.get(3));
  }

  @Test
  void leavingByAProvisionalIdLeavesTheLiveSession() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID live = log.join("kim");
    UUID provisional = log.join("kim");

    // when
    List<Event> events = log.when(new LeaveSession(provisional));

    // then
    assertThat(events).containsExactly(new SessionEnded(live, ROOM, EndReason.LEFT));
    assertThat(log.state().sessionIds()).isEmpty();
  }

  @Test
  void leavingTwiceIsARefusalTheSecondTime() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = log.join("kim");
    log.when(new LeaveSession(id));

    // when
    List<Event> events = log.when(new LeaveSession(id));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.UNKNOWN_SESSION);
    assertThat(refusal(events).message())
        .isEqualTo("Expected to leave session '" + id + "', but it has ended or never was");
  }

  @Test
  void idleEndsActiveSessionsOnly() {
    // given
    TestLog log = TestLog.withCapacity(1);
    List<UUID> sessions = log.joinMany(2);

    // when
    List<Event> events = log.when(new ExpireSessions(ROOM, EndReason.IDLE, sessions));

    // then
    assertThat(events)
        .startsWith(new SessionEnded(sessions.get(0), ROOM, EndReason.IDLE))
        .hasSize(2);
    assertThat(log.session(sessions.get(1)).admittedAt()).isEqualTo(log.now());
  }

  @Test
  void abandonedEndsWaitingSessionsOnly() {
    // given
    TestLog log = TestLog.withCapacity(1);
    List<UUID> sessions = log.joinMany(2);

    // when
    List<Event> events = log.when(new ExpireSessions(ROOM, EndReason.ABANDONED, sessions));

    // then
    assertThat(events)
        .containsExactly(new SessionEnded(sessions.get(1), ROOM, EndReason.ABANDONED));
  }

  @Test
  void noShowEndsWhoWasAdmittedAndNeverSeen() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = log.join("kim");

    // when
    List<Event> events = log.when(new ExpireSessions(ROOM, EndReason.NO_SHOW, List.of(id)));

    // then
    assertThat(events).containsExactly(new SessionEnded(id, ROOM, EndReason.NO_SHOW));
  }

  @Test
  void aSessionWithAnUnfinishedQueryIsNeverIdle() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = log.join("kim");
    log.submit(id);

    // when
    List<Event> events = log.when(new ExpireSessions(ROOM, EndReason.IDLE, List.of(id)));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.NOT_DUE);
  }

  @Test
  void theSilenceOfAProvisionalIdSaysNothing() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.join("kim");
    UUID provisional = log.join("kim");

    // when
    List<Event> events = log.when(new ExpireSessions(ROOM, EndReason.IDLE, List.of(provisional)));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.NOT_DUE);
  }

  @Test
  void aSessionNamedTwiceEndsOnce() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = log.join("kim");

    // when
    List<Event> events = log.when(new ExpireSessions(ROOM, EndReason.IDLE, List.of(id, id)));

    // then
    assertThat(events).containsExactly(new SessionEnded(id, ROOM, EndReason.IDLE));
  }

  @Test
  void anotherRoomsSilenceEndsNobodyHere() {
    // given
    TestLog log = TestLog.withCapacity(1).room("other", RoomSettings.defaults());
    UUID id = log.join("kim");

    // when
    List<Event> other = log.when(new ExpireSessions("other", EndReason.IDLE, List.of(id)));
    List<Event> nowhere = log.when(new ExpireSessions("nowhere", EndReason.IDLE, List.of(id)));

    // then
    assertThat(refusal(other).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(refusal(nowhere).reason()).isEqualTo(RefusalReason.UNKNOWN_ROOM);
  }

  @Test
  void theLongestStayEndsByATickAtTheDeadlineAndNotBefore() {
    // given
    TestLog log = TestLog.withCapacity(1);
    List<UUID> sessions = log.joinMany(2);
    assertThat(log.state().nextDeadline()).hasValue(log.now() + TTL.toMillis());

    // when
    log.passes(TTL.minusMillis(1));
    List<Event> early = log.tick();
    List<Event> due = log.tickAtDeadline();

    // then
    assertThat(count(early, SessionEnded.class)).isZero();
    assertThat(due)
        .startsWith(new SessionEnded(sessions.get(0), ROOM, EndReason.EXPIRED))
        .hasSize(2);
    assertThat(log.session(sessions.get(1)).admittedAt()).isEqualTo(log.now());
  }

  @Test
  void anExpiredSessionGetsNoQueryInBeforeTheTick() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = log.join("kim");
    log.passes(TTL);

    // when
    List<Event> events = log.when(new SubmitQuery(log.newId(), id, TestLog.PAYLOAD, 0, null, null));

    // then
    assertThat(events).first().isEqualTo(new SessionEnded(id, ROOM, EndReason.EXPIRED));
    assertThat(((CommandRefused) events.getLast()).reason())
        .isEqualTo(RefusalReason.SESSION_NOT_ACTIVE);
  }

  @Test
  void whoComesBackAfterTheLongestStayQueuesAnew() {
    // given
    TestLog log = TestLog.withCapacity(1);
    List<UUID> sessions = log.joinMany(2);
    log.passes(TTL);

    // when
    List<Event> events = log.when(new RequestSession(log.newId(), ROOM, "user-0", null));

    // then
    assertThat(events)
        .startsWith(new SessionEnded(sessions.get(0), ROOM, EndReason.EXPIRED))
        .last()
        .isInstanceOf(SessionQueued.class);
  }

  @Test
  void oneCommandEndsAThousandStaysAndItsOwnInAnyCase() {
    // given
    TestLog log = TestLog.withCapacity(1_500);
    List<UUID> sessions = log.joinMany(1_500);
    UUID last = sessions.getLast();
    log.passes(TTL);

    // when
    List<Event> first =
        log.when(new SubmitQuery(log.newId(), last, TestLog.PAYLOAD, 0, null, null));
    List<Event> second = log.tickAtDeadline();

    // then
    assertThat(first)
        .contains(new SessionEnded(sessions.get(999), ROOM, EndReason.EXPIRED))
        .contains(new SessionEnded(last, ROOM, EndReason.EXPIRED));
    assertThat(count(first, SessionEnded.class)).isEqualTo(1_001);
    assertThat(count(second, SessionEnded.class)).isEqualTo(499);
    assertThat(log.state().nextDeadline()).isEmpty();
  }

  @Test
  void aSessionsEndCancelsItsQueriesFirst() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = log.join("kim");
    UUID assigned = log.submit(id);
    UUID queued = log.submit(id);

    // when
    List<Event> events = log.when(new LeaveSession(id));

    // then
    var because = QueryCancelled.Cause.SESSION_ENDED;
    assertThat(events)
        .containsExactly(
            new QueryCancelled(assigned, id, TestLog.POOL, 0, because),
            new QueryCancelled(queued, id, TestLog.POOL, -1, because),
            new SessionEnded(id, ROOM, EndReason.LEFT));
    assertThat(log.state().queryIds()).containsExactly(assigned);
  }
}
