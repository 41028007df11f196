package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.PAYLOAD;
import static dev.naru.admission.decide.TestLog.POOL;
import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.ByteSize;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryLimits;
import dev.naru.model.RawJson;
import dev.naru.model.RefusalReason;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmitQueryTest {
  @Test
  void aQueryIsQueuedAndGivenToAFreeSlotAtOnce() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    UUID query = log.newId();

    // when
    List<Event> events = log.when(new SubmitQuery(query, session, PAYLOAD, 5_000, POOL, "key"));

    // then
    assertThat(events)
        .containsExactly(
            new QueryQueued(query, session, ROOM, POOL, PAYLOAD, 5_000, "key"),
            new QueryAssigned(query, POOL, 0));
  }

  @Test
  void theTimeoutIsCappedByThePools() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");

    // when
    List<Event> tooLong = log.when(submit(log.newId(), session, PAYLOAD, 3_600_000, null));
    List<Event> byDefault = log.when(submit(log.newId(), session, PAYLOAD, 0, null));

    // then
    assertThat(((QueryQueued) tooLong.getFirst()).timeoutMillis()).isEqualTo(60_000);
    assertThat(((QueryQueued) byDefault.getFirst()).timeoutMillis()).isEqualTo(60_000);
  }

  @Test
  void aSessionThatWaitsOrHasEndedAsksNothing() {
    // given
    TestLog log = TestLog.withCapacity(1);
    List<UUID> sessions = log.joinMany(3);
    log.when(new LeaveSession(sessions.get(0)));

    // when
    List<Event> ended = log.when(submit(log.newId(), sessions.get(0), PAYLOAD, 0, null));
    List<Event> waits = log.when(submit(log.newId(), sessions.get(2), PAYLOAD, 0, null));

    // then
    assertThat(refusal(ended).reason()).isEqualTo(RefusalReason.SESSION_NOT_ACTIVE);
    assertThat(refusal(waits).reason()).isEqualTo(RefusalReason.SESSION_NOT_ACTIVE);
    assertThat(refusal(waits).sessionId()).isEqualTo(sessions.get(2));
  }

  @Test
  void aPoolThatTheRoomDoesNotUseIsRefused() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.when(new ConfigurePool("other", PoolSettings.defaults(), SettingsSource.FILE));
    UUID session = log.join("kim");

    // when
    List<Event> events = log.when(new SubmitQuery(log.newId(), session, PAYLOAD, 0, "other", null));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.POOL_NOT_IN_ROOM);
  }

  @Test
  void aPayloadIsMeasuredInBytes() {
    // given
    TestLog log = withLimits(new QueryLimits(9, 9, new ByteSize(8), null), 1);
    UUID session = log.join("kim");

    // when
    List<Event> fits = log.when(submit(log.newId(), session, new RawJson("\"나루\""), 0, null));
    List<Event> large = log.when(submit(log.newId(), session, new RawJson("\"나루!\""), 0, null));

    // then
    assertThat(fits).first().isInstanceOf(QueryQueued.class);
    assertThat(refusal(large).reason()).isEqualTo(RefusalReason.PAYLOAD_TOO_LARGE);
  }

  @Test
  void aSessionHasItsLimitOfUnfinishedQueries() {
    // given
    TestLog log = withLimits(new QueryLimits(2, 9, ByteSize.ofKilobytes(1), null), 1);
    UUID session = log.join("kim");
    UUID first = log.submit(session);
    log.submit(session);

    // when
    List<Event> third = log.when(submit(log.newId(), session, PAYLOAD, 0, null));
    log.finish(first, 0);
    List<Event> again = log.when(submit(log.newId(), session, PAYLOAD, 0, null));

    // then
    assertThat(refusal(third).reason()).isEqualTo(RefusalReason.SESSION_QUERIES_FULL);
    assertThat(again).first().isInstanceOf(QueryQueued.class);
  }

  @Test
  void aRoomHasItsLimitOfQueuedQueriesAndThoseOnSlotsDoNotCount() {
    // given
    TestLog log = withLimits(new QueryLimits(9, 1, ByteSize.ofKilobytes(1), null), 1);
    UUID session = log.join("kim");
    log.submit(session);
    log.submit(session);

    // when
    List<Event> events = log.when(submit(log.newId(), session, PAYLOAD, 0, null));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.ROOM_QUERIES_FULL);
  }

  @Test
  void aRoomWithoutAQueueStillUsesFreeSlots() {
    // given
    TestLog log = withLimits(new QueryLimits(9, 0, ByteSize.ofKilobytes(1), null), 1);
    UUID session = log.join("kim");

    // when
    List<Event> slot = log.when(submit(log.newId(), session, PAYLOAD, 0, null));
    List<Event> none = log.when(submit(log.newId(), session, PAYLOAD, 0, null));

    // then
    assertThat(slot).last().isInstanceOf(QueryAssigned.class);
    assertThat(refusal(none).reason()).isEqualTo(RefusalReason.ROOM_QUERIES_FULL);
  }

  @Test
  void aRepeatedKeyReadsAsItsQueryEvenWhenThatIsFinished() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    UUID first = log.newId();
    log.when(submit(first, session, PAYLOAD, 0, "key"));
    UUID second = log.newId();
    UUID third = log.newId();

    // when
    List<Event> running = log.when(submit(second, session, PAYLOAD, 0, "key"));
    boolean readAsFirst = log.state().queryIds().contains(second);
    log.finish(first, 0);
    List<Event> finished = log.when(submit(third, session, PAYLOAD, 0, "key"));

    // then
    assertThat(running).containsExactly(new QueryMatched(second, first, session));
    assertThat(readAsFirst).isTrue();
    assertThat(finished).containsExactly(new QueryMatched(third, first, session));
    assertThat(log.state().queryIds()).isEmpty();
  }

  @Test
  void aKeyWithOtherContentIsRefused() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    log.when(submit(log.newId(), session, PAYLOAD, 0, "key"));

    // when
    List<Event> payload = log.when(submit(log.newId(), session, RawJson.NULL, 0, "key"));
    List<Event> timeout = log.when(submit(log.newId(), session, PAYLOAD, 1, "key"));

    // then
    assertThat(refusal(payload).reason()).isEqualTo(RefusalReason.KEY_REUSED);
    assertThat(refusal(timeout).reason()).isEqualTo(RefusalReason.KEY_REUSED);
  }

  @Test
  void aKeyIsScopedToItsSession() {
    // given
    TestLog log = TestLog.withCapacity(2);
    List<UUID> sessions = log.joinMany(2);
    log.when(submit(log.newId(), sessions.get(0), PAYLOAD, 0, "key"));

    // when
    List<Event> events = log.when(submit(log.newId(), sessions.get(1), RawJson.NULL, 0, "key"));

    // then
    assertThat(events).first().isInstanceOf(QueryQueued.class);
  }

  @Test
  void theSameIdIsARepetitionOnlyWithTheSameContentAndSession() {
    // given
    TestLog log = TestLog.withCapacity(2);
    List<UUID> sessions = log.joinMany(2);
    UUID query = log.submit(sessions.get(0));

    // when
    List<Event> same = log.when(submit(query, sessions.get(0), PAYLOAD, 0, null));
    List<Event> content = log.when(submit(query, sessions.get(0), RawJson.NULL, 0, null));
    List<Event> session = log.when(submit(query, sessions.get(1), PAYLOAD, 0, null));

    // then
    assertThat(same).containsExactly(new QueryMatched(query, query, sessions.get(0)));
    assertThat(refusal(content).reason()).isEqualTo(RefusalReason.ID_TAKEN);
    assertThat(refusal(session).reason()).isEqualTo(RefusalReason.ID_TAKEN);
  }

  @Test
  void aRepetitionAfterTheSessionsEndStillReadsAsTheCancelledQueryOnItsSlot() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    UUID query = log.submit(session);
    log.when(new LeaveSession(session));

    // when
    List<Event> events = log.when(submit(query, session, PAYLOAD, 0, null));

    // then
    assertThat(events).containsExactly(new QueryMatched(query, query, session));
  }

  private static TestLog withLimits(QueryLimits limits, int capacity) {
    return new TestLog().pool(1, 1).room(ROOM, TestLog.settings(capacity, 9, null, limits));
  }

  private static SubmitQuery submit(
      UUID id, UUID session, RawJson payload, long timeout, @Nullable String key) {
    return new SubmitQuery(id, session, payload, timeout, null, key);
  }
}
