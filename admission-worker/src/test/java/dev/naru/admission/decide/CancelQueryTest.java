package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.PAYLOAD;
import static dev.naru.admission.decide.TestLog.POOL;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.RefusalReason;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.SlotFreed;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CancelQueryTest {
  private static final QueryCancelled.Cause REQUESTED = QueryCancelled.Cause.REQUESTED;

  @Test
  void aQueuedQueryIsGoneAtOnce() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    log.submit(session);
    UUID queued = log.submit(session);

    // when
    List<Event> events = log.when(new CancelQuery(queued, session));

    // then
    assertThat(events).containsExactly(new QueryCancelled(queued, session, POOL, -1, REQUESTED));
    assertThat(log.state().query(queued)).isNull();
    assertThat(log.session(session).room().queuedQueries()).isZero();
  }

  @Test
  void anAssignedQueryKeepsItsSlotUntilTheWorkerIsDone() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    UUID assigned = log.submit(session);
    UUID next = log.submit(session);

    // when
    List<Event> cancelled = log.when(new CancelQuery(assigned, session));
    List<Event> finished = log.finish(assigned, 0);

    // then
    assertThat(cancelled)
        .containsExactly(new QueryCancelled(assigned, session, POOL, 0, REQUESTED));
    assertThat(finished)
        .containsExactly(new SlotFreed(assigned, POOL, 0), new QueryAssigned(next, POOL, 0));
  }

  @Test
  void aRunningQueryIsCancelledTooAndStartsNoMore() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    UUID running = log.submit(session);
    log.start(running, 0, 1);

    // when
    List<Event> cancelled = log.when(new CancelQuery(running, session));
    List<Event> again = log.start(running, 0, 2);

    // then
    assertThat(cancelled).containsExactly(new QueryCancelled(running, session, POOL, 0, REQUESTED));
    assertThat(refusal(again).reason()).isEqualTo(RefusalReason.ALREADY_FINISHED);
  }

  @Test
  void aCancelledQueryNoLongerCountsAgainstItsSession() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    UUID running = log.submit(session);

    // when
    log.when(new CancelQuery(running, session));

    // then
    assertThat(log.session(session).unfinishedQueries()).isEmpty();
  }

  @Test
  void cancellingTwiceChangesNothing() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    UUID running = log.submit(session);
    log.when(new CancelQuery(running, session));

    // when
    List<Event> onSlot = log.when(new CancelQuery(running, session));
    log.finish(running, 0);
    List<Event> gone = log.when(new CancelQuery(running, session));

    // then
    assertThat(refusal(onSlot).reason()).isEqualTo(RefusalReason.ALREADY_FINISHED);
    assertThat(refusal(gone).reason()).isEqualTo(RefusalReason.UNKNOWN_QUERY);
  }

  @Test
  void anotherSessionsQueryIsUnknown() {
    // given
    TestLog log = TestLog.withCapacity(2);
    List<UUID> sessions = log.joinMany(2);
    UUID query = log.submit(sessions.get(0));

    // when
    List<Event> events = log.when(new CancelQuery(query, sessions.get(1)));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.UNKNOWN_QUERY);
  }

  @Test
  void aMatchedIdAndAProvisionalSessionCancelWhatTheyStandFor() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    UUID provisional = log.join("kim");
    UUID query = log.newId();
    UUID matched = log.newId();
    log.when(new SubmitQuery(query, session, PAYLOAD, 0, null, "key"));
    log.when(new SubmitQuery(matched, provisional, PAYLOAD, 0, null, "key"));

    // when
    List<Event> events = log.when(new CancelQuery(matched, provisional));

    // then
    assertThat(events).containsExactly(new QueryCancelled(query, session, POOL, 0, REQUESTED));
  }
}
