package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.SlotFreed;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunningQueriesTest {
  private final RunningQueries running = new RunningQueries();
  private final UUID query = UUID.randomUUID();
  private final AtomicInteger cancels = new AtomicInteger();

  @Test
  void aRunningQueryHearsOfItsCancellation() {
    // given
    Fate fate = running.add(query, cancels::incrementAndGet);

    // when
    running.apply(cancelled(query, 3));

    // then
    assertThat(fate).isEqualTo(Fate.OPEN);
    assertThat(cancels).hasValue(1);
  }

  @Test
  void aQueryOnItsSlotThatWaitedTooLongIsToldAsOneThatWasCancelled() {
    // given
    running.add(query, cancels::incrementAndGet);
    UUID queued = UUID.randomUUID();

    // when
    running.apply(new QueryTimedOut(query, UUID.randomUUID(), "default", 3, RawJson.NULL));
    running.apply(new QueryTimedOut(queued, UUID.randomUUID(), "default", -1, RawJson.NULL));

    // then
    assertThat(cancels).hasValue(1);
    assertThat(running.fateOf(query)).isEqualTo(Fate.CANCELLED);
    assertThat(running.fateOf(queued)).isEqualTo(Fate.OPEN);
  }

  @Test
  void aQueryThatWasCancelledBeforeIsKnownToBe() {
    // given
    running.apply(cancelled(query, 0));

    // when then
    assertThat(running.add(query, cancels::incrementAndGet)).isEqualTo(Fate.CANCELLED);
  }

  @Test
  void whatIsSettledNeedNotRunAgainUnlessItIsQueuedAnew() {
    // given
    running.apply(
        new QueryFinished(
            query, UUID.randomUUID(), "default", 0, 1, QueryState.SUCCEEDED, RawJson.NULL, null));
    UUID freed = UUID.randomUUID();
    running.apply(cancelled(freed, 0));
    running.apply(new SlotFreed(freed, "default", 0));

    // when then
    assertThat(running.fateOf(query)).isEqualTo(Fate.SETTLED);
    assertThat(running.fateOf(freed)).isEqualTo(Fate.SETTLED);
    running.apply(
        new QueryQueued(query, UUID.randomUUID(), "default", "default", RawJson.NULL, 1, null));
    assertThat(running.fateOf(query)).isEqualTo(Fate.OPEN);
  }

  @Test
  void whatIsRemovedHearsNothingMore() {
    // given
    Runnable onCancel = cancels::incrementAndGet;
    running.add(query, onCancel);
    running.remove(query, onCancel);

    // when
    running.apply(cancelled(query, 0));

    // then
    assertThat(cancels).hasValue(0);
  }

  @Test
  void onlyTheLastFiftyThousandAreKept() {
    // given
    running.apply(cancelled(query, 0));

    // when
    for (int i = 0; i < 50_000; i++) {
      running.apply(cancelled(new UUID(1, i), 0));
    }

    // then
    assertThat(running.fateOf(query)).isEqualTo(Fate.OPEN);
    assertThat(running.fateOf(new UUID(1, 0))).isEqualTo(Fate.CANCELLED);
  }

  private static QueryCancelled cancelled(UUID query, int slot) {
    return new QueryCancelled(
        query, UUID.randomUUID(), "default", slot, QueryCancelled.Cause.REQUESTED);
  }
}
