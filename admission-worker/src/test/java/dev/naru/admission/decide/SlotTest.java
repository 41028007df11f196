package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.POOL;
import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.ByteSize;
import dev.naru.model.QueryLimits;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.StartQuery;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SlotTest {
  private static final QueryLimits MANY = new QueryLimits(100, 100, ByteSize.ofKilobytes(1), null);

  @Test
  void theOldestQueuedQueryGetsTheFreedSlot() {
    // given
    TestLog log = withSlots(2, 1);
    List<UUID> queries = submitMany(log, log.join("kim"), 4);

    // when
    List<Event> events = log.finish(queries.get(1), 1);

    // then
    assertThat(events).last().isEqualTo(new QueryAssigned(queries.get(2), POOL, 1));
  }

  @Test
  void roomsThatShareAPoolTakeTurnsByTheTimeOfTheirQueries() {
    // given
    TestLog log = withSlots(1, 1).room("other", RoomSettings.defaults());
    UUID here = log.join("kim");
    UUID there = log.join("other", "lee");
    UUID running = log.submit(here);
    UUID second = log.submit(there);
    UUID third = log.submit(here);

    // when
    List<Event> events = new ArrayList<>();
    events.addAll(log.finish(running, 0));
    events.addAll(log.finish(second, 0));

    // then
    assertThat(events)
        .filteredOn(QueryAssigned.class::isInstance)
        .containsExactly(new QueryAssigned(second, POOL, 0), new QueryAssigned(third, POOL, 0));
  }

  @Test
  void prefetchFillsEverySlotOnceBeforeAnySlotTwice() {
    // given
    TestLog log = withSlots(2, 2);
    UUID session = log.join("kim");

    // when
    List<UUID> queries = submitMany(log, session, 5);

    // then
    assertThat(queries.stream().map(query -> slotOf(log, query))).containsExactly(0, 1, 0, 1, -1);
    assertThat(log.state().unsettledPools()).isEmpty();
  }

  @Test
  void aSlotWorksOnItsQueriesInOrder() {
    // given
    TestLog log = withSlots(1, 2);
    List<UUID> queries = submitMany(log, log.join("kim"), 2);

    // when
    List<Event> early = log.start(queries.get(1), 0, 1);
    log.finish(queries.get(0), 0);
    List<Event> inTurn = log.start(queries.get(1), 0, 1);

    // then
    assertThat(refusal(early).reason()).isEqualTo(RefusalReason.NOT_IN_SLOT);
    assertThat(inTurn).containsExactly(new QueryStarted(queries.get(1), POOL, 0, 1, "worker-1"));
  }

  @Test
  void fewerSlotsLeaveTheHighestIdle() {
    // given
    TestLog log = withSlots(3, 1);
    List<UUID> queries = submitMany(log, log.join("kim"), 5);

    // when
    log.pool(1, 1);
    List<Event> high = log.finish(queries.get(2), 2);
    List<Event> low = log.finish(queries.get(0), 0);

    // then
    assertThat(high).hasSize(1).first().isInstanceOf(QueryFinished.class);
    assertThat(low).last().isEqualTo(new QueryAssigned(queries.get(3), POOL, 0));
  }

  @Test
  void moreSlotsTakeWorkAtOnce() {
    // given
    TestLog log = withSlots(1, 1);
    List<UUID> queries = submitMany(log, log.join("kim"), 3);

    // when
    log.pool(3, 1);

    // then
    assertThat(queries.stream().map(query -> slotOf(log, query))).containsExactly(0, 1, 2);
  }

  @Test
  void aStartIsRefusedForWhatIsNotThisSlotsOrNotANewAttempt() {
    // given
    TestLog log = withSlots(2, 1);
    UUID query = log.submit(log.join("kim"));
    log.start(query, 0, 2);

    // when
    List<RefusalReason> reasons =
        List.of(
            refusal(log.start(log.newId(), 0, 1)).reason(),
            refusal(log.start(query, 1, 3)).reason(),
            refusal(log.start(query, 7, 3)).reason(),
            refusal(log.start(query, -1, 3)).reason(),
            refusal(log.when(new StartQuery(query, "nowhere", 0, 3, "w"))).reason(),
            refusal(log.start(query, 0, 2)).reason());

    // then
    assertThat(reasons)
        .containsExactly(
            RefusalReason.UNKNOWN_QUERY,
            RefusalReason.NOT_IN_SLOT,
            RefusalReason.NOT_IN_SLOT,
            RefusalReason.NOT_IN_SLOT,
            RefusalReason.NOT_IN_SLOT,
            RefusalReason.NOT_DUE);
  }

  @Test
  void aLaterAttemptStartsAgain() {
    // given
    TestLog log = withSlots(1, 1);
    UUID query = log.submit(log.join("kim"));
    log.start(query, 0, 1);

    // when
    List<Event> events = log.start(query, 0, 2);

    // then
    assertThat(events).containsExactly(new QueryStarted(query, POOL, 0, 2, "worker-1"));
    assertThat(log.state().nextDeadline()).isPresent();
  }

  @Test
  void theFirstOutcomeWins() {
    // given
    TestLog log = withSlots(1, 1);
    UUID session = log.join("kim");
    UUID query = log.submit(session);
    RawJson problem = new RawJson("{\"title\":\"too late\"}");

    // when
    List<Event> first = log.finish(query, 0);
    List<Event> second =
        log.when(new FinishQuery(query, POOL, 0, 2, QueryState.TIMED_OUT, null, problem));

    // then
    assertThat(first)
        .containsExactly(
            new QueryFinished(
                query, session, POOL, 0, 1, QueryState.SUCCEEDED, RawJson.NULL, null));
    assertThat(refusal(second).reason()).isEqualTo(RefusalReason.UNKNOWN_QUERY);
  }

  @Test
  void onlyTheFinishThatNamesTheCurrentQueryFreesASlot() {
    // given
    TestLog log = withSlots(2, 1);
    List<UUID> queries = submitMany(log, log.join("kim"), 3);

    // when
    List<Event> wrong = log.finish(queries.get(0), 1);

    // then
    assertThat(refusal(wrong).reason()).isEqualTo(RefusalReason.NOT_IN_SLOT);
    assertThat(slotOf(log, queries.get(2))).isEqualTo(-1);
  }

  private static TestLog withSlots(int slots, int prefetch) {
    return new TestLog().pool(slots, prefetch).room(ROOM, TestLog.settings(9, 9, null, MANY));
  }

  private static List<UUID> submitMany(TestLog log, UUID session, int count) {
    List<UUID> queries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      queries.add(log.submit(session));
    }
    return queries;
  }

  private static int slotOf(TestLog log, UUID query) {
    var view = log.state().query(query);
    if (view == null) {
      throw new AssertionError("Expected query '" + query + "', but there is none");
    }
    return view.slot();
  }
}
