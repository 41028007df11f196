package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.POOL;
import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.ByteSize;
import dev.naru.model.EndReason;
import dev.naru.model.HoldReason;
import dev.naru.model.QueryLimits;
import dev.naru.model.QueryState;
import dev.naru.model.RefusalReason;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SlotFreed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MaxWaitTest {
  private static final Duration WAIT = Duration.ofSeconds(30);

  @Test
  void aQueuedQueryThatNobodyStartsTimesOut() {
    // given
    TestLog log = waiting(1, WAIT);
    UUID session = log.join("kim");
    UUID running = log.submit(session);
    log.start(running, 0, 1);
    UUID queued = log.submit(session);

    // when
    List<Event> early = log.passes(WAIT.minusMillis(1)).tick();
    List<Event> due = log.tickAtDeadline();

    // then
    assertThat(early).noneMatch(QueryTimedOut.class::isInstance);
    assertThat(due).hasSize(1);
    QueryTimedOut timedOut = (QueryTimedOut) due.getFirst();
    assertThat(timedOut.queryId()).isEqualTo(queued);
    assertThat(timedOut.slot()).isEqualTo(-1);
    assertThat(timedOut.error().text())
        .contains("\"code\":\"QUEUE_TIMED_OUT\"")
        .contains("within 30000 ms");
    assertThat(log.state().query(queued)).isNull();
    assertThat(log.session(session).unfinishedQueries()).hasSize(1);
  }

  @Test
  void aStartedQueryDoesNotWaitAnyMore() {
    // given
    TestLog log = waiting(1, WAIT);
    UUID query = log.submit(log.join("kim"));
    log.start(query, 0, 1);

    // when
    List<Event> events = log.passes(WAIT.multipliedBy(2)).tick();
    List<Event> again = log.start(query, 0, 2);

    // then
    assertThat(events).noneMatch(QueryTimedOut.class::isInstance);
    assertThat(again).containsExactly(new QueryStarted(query, POOL, 0, 2, "worker-1"));
  }

  @Test
  void anAssignedQueryTimesOutAndItsSlotIsFreeOnceTheWorkerSaysSo() {
    // given
    TestLog log = waiting(1, WAIT);
    UUID session = log.join("kim");
    UUID assigned = log.submit(session);
    List<Event> timedOut = log.passes(WAIT).tick();
    UUID next = log.submit(session);

    // when
    List<Event> started = log.start(assigned, 0, 1);
    List<Event> finished = log.finish(assigned, 0);

    // then
    assertThat(timedOut).hasSize(1);
    assertThat(((QueryTimedOut) timedOut.getFirst()).slot()).isZero();
    assertThat(refusal(started).reason()).isEqualTo(RefusalReason.ALREADY_FINISHED);
    assertThat(finished)
        .containsExactly(new SlotFreed(assigned, POOL, 0), new QueryAssigned(next, POOL, 0));
  }

  @Test
  void aStartThatComesTooLateFindsTheQueryTimedOut() {
    // given
    TestLog log = waiting(1, WAIT);
    UUID query = log.submit(log.join("kim"));

    // when
    List<Event> events = log.passes(WAIT).start(query, 0, 1);

    // then
    assertThat(events).hasSize(2);
    assertThat(events).first().isInstanceOf(QueryTimedOut.class);
    assertThat(refusal(events.subList(1, 2)).reason()).isEqualTo(RefusalReason.ALREADY_FINISHED);
  }

  @Test
  void aTimedOutQueryOnItsSlotIsNotCancelledAgain() {
    // given
    TestLog log = waiting(1, WAIT);
    UUID session = log.join("kim");
    UUID query = log.submit(session);
    log.passes(WAIT).tick();

    // when
    List<Event> cancelled = log.when(new CancelQuery(query, session));
    List<Event> left = log.when(new LeaveSession(session));

    // then
    assertThat(refusal(cancelled).reason()).isEqualTo(RefusalReason.ALREADY_FINISHED);
    assertThat(left).noneMatch(QueryCancelled.class::isInstance);
    assertThat(log.state().query(query)).isNotNull();
    assertThat(log.finish(query, 0)).contains(new SlotFreed(query, POOL, 0));
  }

  @Test
  void aQueryThatItsSessionsEndCancelledDoesNotTimeOutToo() {
    // given
    TestLog log = waiting(1, Duration.ofMinutes(30));
    UUID session = log.join("kim");
    UUID query = log.submit(session);

    // when
    List<Event> events = log.passes(Duration.ofMinutes(30)).tick();

    // then
    assertThat(events)
        .containsExactly(
            new QueryCancelled(query, session, POOL, 0, QueryCancelled.Cause.SESSION_ENDED),
            new SessionEnded(session, ROOM, EndReason.EXPIRED));
  }

  @Test
  void whileThePoolIsHeldTheClockRunsOn() {
    // given
    TestLog log = waiting(1, WAIT);
    UUID session = log.join("kim");
    log.when(new HoldPool(POOL, HoldReason.OPERATOR, 0));
    log.submit(session);

    // when
    List<Event> events = log.tickAtDeadline();

    // then
    assertThat(events).hasSize(1).first().isInstanceOf(QueryTimedOut.class);
  }

  @Test
  void aShorterWaitCountsAtOnceAndNoneNeverEnds() {
    // given
    TestLog log = waiting(1, Duration.ZERO);
    UUID query = log.submit(log.join("kim"));
    List<Event> never = log.passes(Duration.ofMinutes(29)).tick();

    // when
    log.room(ROOM, TestLog.settings(9, 9, null, limits(WAIT)));
    List<Event> events = log.tick();

    // then
    assertThat(never).noneMatch(QueryTimedOut.class::isInstance);
    assertThat(events).hasSize(1).first().isInstanceOf(QueryTimedOut.class);
    assertThat(log.state().query(query)).isNotNull();
  }

  @Test
  void oneCommandCarriesAThousandAndItsOwnQueryInAnyCase() {
    // given
    TestLog log = waiting(1_200, WAIT);
    List<UUID> queries = new ArrayList<>();
    UUID session = log.join("kim");
    for (int i = 0; i < 1_200; i++) {
      queries.add(log.submit(session));
    }
    UUID last = queries.getLast();

    // when
    List<Event> events = log.passes(WAIT).start(last, 1_199, 1);
    List<Event> rest = log.tickAtDeadline();

    // then
    assertThat(TestLog.count(events, QueryTimedOut.class)).isEqualTo(1_001);
    assertThat(log.state().query(last)).isNotNull();
    assertThat(TestLog.count(rest, QueryTimedOut.class)).isEqualTo(199);
    assertThat(TestLog.count(events, QueryFinished.class)).isZero();
    var view = log.state().query(last);
    assertThat(view == null ? null : view.state()).isEqualTo(QueryState.TIMED_OUT);
  }

  private static TestLog waiting(int slots, Duration most) {
    return new TestLog().pool(slots, 1).room(ROOM, TestLog.settings(9, 9, null, limits(most)));
  }

  private static QueryLimits limits(Duration most) {
    return new QueryLimits(2_000, 2_000, ByteSize.ofKilobytes(1), most);
  }
}
