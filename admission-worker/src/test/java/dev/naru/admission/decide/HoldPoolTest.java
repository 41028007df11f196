package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.POOL;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.state.PoolView.Hold;
import dev.naru.model.HoldReason;
import dev.naru.model.PoolSettings;
import dev.naru.model.RefusalReason;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolReleased;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldPoolTest {
  private static final int NO_END = 0;

  @Test
  void aHeldPoolGivesNobodyASlot() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");

    // when
    List<Event> held = hold(log, HoldReason.OPERATOR, NO_END);
    List<Event> asked =
        log.when(new SubmitQuery(log.newId(), session, TestLog.PAYLOAD, 0, null, null));

    // then
    assertThat(held).containsExactly(new PoolHeld(POOL, HoldReason.OPERATOR, 0));
    assertThat(asked).hasSize(1).first().isInstanceOf(QueryQueued.class);
    assertThat(log.state().nextDeadline().orElseThrow()).isGreaterThan(log.now());
  }

  @Test
  void whatRunsGoesOnAndIsTriedAgain() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID query = log.submit(log.join("kim"));
    log.start(query, 0, 1);
    hold(log, HoldReason.UPSTREAM, 5_000);

    // when
    List<Event> again = log.start(query, 0, 2);
    List<Event> finished = log.finish(query, 0);

    // then
    assertThat(again).containsExactly(new QueryStarted(query, POOL, 0, 2, "worker-1"));
    assertThat(finished).hasSize(1).first().isInstanceOf(QueryFinished.class);
  }

  @Test
  void onReleaseTheQueueGoesOnWithTheOldest() {
    // given
    TestLog log = TestLog.withCapacity(2);
    hold(log, HoldReason.OPERATOR, NO_END);
    UUID first = log.submit(log.join("kim"));
    log.submit(log.join("lee"));

    // when
    List<Event> events = release(log, null);

    // then
    assertThat(events)
        .containsExactly(
            new PoolReleased(POOL, HoldReason.OPERATOR), new QueryAssigned(first, POOL, 0));
  }

  @Test
  void aWorkersHoldEndsByItself() {
    // given
    TestLog log = TestLog.withCapacity(1);
    UUID session = log.join("kim");
    hold(log, HoldReason.UPSTREAM, 5_000);
    UUID query = log.submit(session);

    // when
    List<Event> early = log.passes(Duration.ofMillis(4_999)).tick();
    List<Event> due = log.tickAtDeadline();

    // then
    assertThat(early).noneMatch(PoolReleased.class::isInstance);
    assertThat(due)
        .containsExactly(
            new PoolReleased(POOL, HoldReason.UPSTREAM), new QueryAssigned(query, POOL, 0));
  }

  @Test
  void aHoldIsMadeLongerAndStandsSinceItBegan() {
    // given
    TestLog log = TestLog.withCapacity(1);
    long began = log.now();
    hold(log, HoldReason.UPSTREAM, 5_000);
    log.passes(Duration.ofSeconds(3));

    // when
    List<Event> longer = hold(log, HoldReason.UPSTREAM, 5_000);
    List<Event> notLonger = hold(log, HoldReason.UPSTREAM, 5_000);

    // then
    assertThat(longer).containsExactly(new PoolHeld(POOL, HoldReason.UPSTREAM, began + 8_000));
    assertThat(refusal(notLonger).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(held(log)).isEqualTo(new Hold(HoldReason.UPSTREAM, began, began + 8_000));
  }

  @Test
  void anOperatorsHoldIsStrongerThanAWorkers() {
    // given
    TestLog log = TestLog.withCapacity(1);
    hold(log, HoldReason.UPSTREAM, 5_000);

    // when
    List<Event> operator = hold(log, HoldReason.OPERATOR, NO_END);
    List<Event> worker = hold(log, HoldReason.UPSTREAM, 5_000);
    List<Event> released = release(log, HoldReason.UPSTREAM);
    List<Event> later = log.passes(Duration.ofDays(1)).tick();

    // then
    assertThat(operator).containsExactly(new PoolHeld(POOL, HoldReason.OPERATOR, 0));
    assertThat(refusal(worker).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(refusal(released).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(later).noneMatch(PoolReleased.class::isInstance);
    assertThat(held(log)).isNotNull();
  }

  @Test
  void whatIsSoAlreadyIsRefused() {
    // given
    TestLog log = TestLog.withCapacity(1);

    // when
    List<Event> notHeld = release(log, null);
    hold(log, HoldReason.OPERATOR, NO_END);
    List<Event> again = hold(log, HoldReason.OPERATOR, NO_END);
    List<Event> unknown = log.when(new HoldPool("nowhere", HoldReason.OPERATOR, 0));
    List<Event> unknownToo = log.when(new ReleasePool("nowhere", null));

    // then
    assertThat(refusal(notHeld).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(refusal(notHeld).message())
        .isEqualTo("Expected pool 'default' to be held, but it is not");
    assertThat(refusal(again).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(refusal(unknown).reason()).isEqualTo(RefusalReason.UNKNOWN_POOL);
    assertThat(refusal(unknownToo).reason()).isEqualTo(RefusalReason.UNKNOWN_POOL);
  }

  @Test
  void anotherPoolGoesOn() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.when(new ConfigurePool("bot", PoolSettings.defaults(), SettingsSource.FILE));
    log.room("other", TestLog.withPools(List.of("bot")));
    UUID session = log.join("other", "lee");
    hold(log, HoldReason.OPERATOR, NO_END);
    UUID query = log.newId();

    // when
    List<Event> events = log.when(new SubmitQuery(query, session, TestLog.PAYLOAD, 0, null, null));

    // then
    assertThat(events).last().isEqualTo(new QueryAssigned(query, "bot", 0));
  }

  private static List<Event> hold(TestLog log, HoldReason reason, long forMillis) {
    return log.when(new HoldPool(POOL, reason, forMillis));
  }

  private static List<Event> release(TestLog log, @Nullable HoldReason reason) {
    return log.when(new ReleasePool(POOL, reason));
  }

  private static @Nullable Hold held(TestLog log) {
    var pool = log.state().pool(POOL);
    return pool == null ? null : pool.hold();
  }
}
