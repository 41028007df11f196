package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.QueryLimits;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.CloseRoom;
import dev.naru.model.command.DrainRoom;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.PauseAdmission;
import dev.naru.model.command.RequestSession;
import dev.naru.model.event.Event;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionQueued;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestSessionTest {
  @Test
  void theFirstIsQueuedAndAdmittedAtOnce() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = log.newId();

    // when
    List<Event> events = log.when(new RequestSession(id, ROOM, "kim", null));

    // then
    long expiresAt = log.now() + Duration.ofMinutes(30).toMillis();
    assertThat(events)
        .containsExactly(
            new SessionQueued(id, ROOM, "kim", 1, 0, null),
            new SessionAdmitted(id, ROOM, 1, expiresAt));
  }

  @Test
  void whoComesWhenAllSeatsAreTakenWaitsBehindTheOthers() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.joinMany(3);
    UUID id = log.newId();

    // when
    List<Event> events = log.when(new RequestSession(id, ROOM, "kim", null));

    // then
    assertThat(events).containsExactly(new SessionQueued(id, ROOM, "kim", 4, 2, null));
    assertThat(log.session(id).state()).isEqualTo(SessionState.WAITING);
  }

  @Test
  void aRoomThatDoesNotExistIsARefusal() {
    // given
    TestLog log = TestLog.withCapacity(1);

    // when
    List<Event> events = log.when(new RequestSession(log.newId(), "nowhere", "kim", null));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.UNKNOWN_ROOM);
    assertThat(refusal(events).message()).isEqualTo("Expected room 'nowhere', but there is none");
  }

  @Test
  void aUserWithALiveSessionMeetsItUnchanged() {
    // given
    TestLog log = TestLog.withCapacity(0);
    UUID first = log.join("kim");
    UUID second = log.newId();

    // when
    List<Event> events = log.when(new RequestSession(second, ROOM, "kim", "key"));

    // then
    assertThat(events).containsExactly(new SessionMatched(second, first, ROOM, "kim", "key"));
    assertThat(log.session(second).id()).isEqualTo(first);
    assertThat(log.session(first).aliases()).containsExactly(second);
  }

  @Test
  void theSameUserMayWaitInAnotherRoom() {
    // given
    TestLog log = TestLog.withCapacity(0).room("other", RoomSettings.defaults());
    UUID here = log.join("kim");

    // when
    UUID there = log.join("other", "kim");

    // then
    assertThat(log.session(there).id()).isNotEqualTo(here);
    assertThat(log.session(there).room().name()).isEqualTo("other");
  }

  @Test
  void theSameIdAndUserIsARepetition() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = log.join("kim");

    // when
    List<Event> events = log.when(new RequestSession(id, ROOM, "kim", null));

    // then
    assertThat(events).containsExactly(new SessionMatched(id, id, ROOM, "kim", null));
    assertThat(log.session(id).aliases()).isEmpty();
  }

  @Test
  void theSameIdForAnotherUserIsTaken() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID id = log.join("kim");

    // when
    List<Event> events = log.when(new RequestSession(id, ROOM, "lee", null));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.ID_TAKEN);
    assertThat(refusal(events).userKey()).isEqualTo("lee");
  }

  @Test
  void aRepeatedKeyReadsAsItsSessionEvenAfterThatHasEnded() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID first = log.newId();
    log.when(new RequestSession(first, ROOM, "kim", "key"));
    log.when(new LeaveSession(first));
    UUID second = log.newId();

    // when
    List<Event> events = log.when(new RequestSession(second, ROOM, "kim", "key"));

    // then
    assertThat(events).containsExactly(new SessionMatched(second, first, ROOM, "kim", "key"));
    assertThat(log.state().session(second)).isNull();
  }

  @Test
  void aKeyThatMetALiveSessionIsRememberedToo() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID first = log.join("kim");
    log.when(new RequestSession(log.newId(), ROOM, "kim", "key"));
    log.when(new LeaveSession(first));
    UUID third = log.newId();

    // when
    List<Event> events = log.when(new RequestSession(third, ROOM, "kim", "key"));

    // then
    assertThat(events).containsExactly(new SessionMatched(third, first, ROOM, "kim", "key"));
  }

  @Test
  void aKeyWithAnotherUserIsRefused() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.when(new RequestSession(log.newId(), ROOM, "kim", "key"));

    // when
    List<Event> events = log.when(new RequestSession(log.newId(), ROOM, "lee", "key"));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.KEY_REUSED);
  }

  @Test
  void aKeyIsScopedToItsRoom() {
    // given
    TestLog log = TestLog.withCapacity(1).room("other", RoomSettings.defaults());
    log.when(new RequestSession(log.newId(), ROOM, "kim", "key"));

    // when
    List<Event> events = log.when(new RequestSession(log.newId(), "other", "lee", "key"));

    // then
    assertThat(events).first().isInstanceOf(SessionQueued.class);
  }

  @Test
  void aKeyIsForgottenAfterADayEvenIfNothingElseHappenedMeanwhile() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID first = log.newId();
    log.when(new RequestSession(first, ROOM, "kim", "key"));
    log.when(new LeaveSession(first));

    // when
    log.passes(Duration.ofHours(24).minusMillis(1));
    List<Event> before = log.when(new RequestSession(log.newId(), ROOM, "kim", "key"));
    log.passes(Duration.ofMillis(1));
    List<Event> after = log.when(new RequestSession(log.newId(), ROOM, "kim", "key"));

    // then
    assertThat(before).first().isInstanceOf(SessionMatched.class);
    assertThat(after).first().isInstanceOf(SessionQueued.class);
  }

  @Test
  void aClosedRoomTakesNobodyButKnowsItsUsers() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID active = log.join("kim");
    log.when(new CloseRoom(ROOM));

    // when
    List<Event> stranger = log.when(new RequestSession(log.newId(), ROOM, "lee", null));
    List<Event> known = log.when(new RequestSession(active, ROOM, "kim", null));

    // then
    assertThat(refusal(stranger).reason()).isEqualTo(RefusalReason.ROOM_CLOSED);
    assertThat(known).first().isInstanceOf(SessionMatched.class);
  }

  @Test
  void aDrainingRoomTakesNobody() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.when(new DrainRoom(ROOM));

    // when
    List<Event> events = log.when(new RequestSession(log.newId(), ROOM, "lee", null));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.ROOM_DRAINING);
  }

  @Test
  void aFullLineTakesNobody() {
    // given
    TestLog log =
        new TestLog().pool(1, 1).room(ROOM, TestLog.settings(1, 1, null, QueryLimits.DEFAULT));
    log.joinMany(2);

    // when
    List<Event> events = log.when(new RequestSession(log.newId(), ROOM, "lee", null));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.LINE_FULL);
    assertThat(refusal(events).message())
        .isEqualTo(
            "Expected room 'default' to take another session, but it is OPEN with 1 of 1 waiting");
  }

  @Test
  void aRoomWithoutALineStillFillsItsSeats() {
    // given
    TestLog log =
        new TestLog().pool(1, 1).room(ROOM, TestLog.settings(1, 0, null, QueryLimits.DEFAULT));

    // when
    List<Event> seat = log.when(new RequestSession(log.newId(), ROOM, "kim", null));
    List<Event> none = log.when(new RequestSession(log.newId(), ROOM, "lee", null));

    // then
    assertThat(seat).last().isInstanceOf(SessionAdmitted.class);
    assertThat(refusal(none).reason()).isEqualTo(RefusalReason.LINE_FULL);
  }

  @Test
  void aPausedRoomWithoutALineTakesNobody() {
    // given
    TestLog log =
        new TestLog().pool(1, 1).room(ROOM, TestLog.settings(1, 0, null, QueryLimits.DEFAULT));
    log.when(new PauseAdmission(ROOM));

    // when
    List<Event> events = log.when(new RequestSession(log.newId(), ROOM, "kim", null));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.LINE_FULL);
  }
}
