package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.BreakerSettings;
import dev.naru.model.HoldReason;
import dev.naru.model.Percentage;
import dev.naru.model.PoolSettings;
import dev.naru.model.WhenUnavailable;
import dev.naru.model.command.Command;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolReleased;
import dev.naru.query.slot.Guard.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final String POOL = "default";
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final HoldPool HOLD = new HoldPool(POOL, HoldReason.UPSTREAM, 20_000);
  private static final HoldPool HOLD_FOR_A_CALL = new HoldPool(POOL, HoldReason.UPSTREAM, 70_000);
  private static final ReleasePool RELEASE = new ReleasePool(POOL, HoldReason.UPSTREAM);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may well overflow
  private final List<Command> commands = new ArrayList<>();
  private final RunningQueries running = new RunningQueries();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whileEnoughCallsAreAnsweredNothingIsHeld() {
    // given
    Guard guard = guard(WhenUnavailable.HOLD);

    // when
    for (int i = 0; i < 20; i++) {
      assertThat(guard.ask(0, true)).isEqualTo(Verdict.CALL);
      if (i % 4 == 3) {
        guard.failed(0, true);
      } else {
        guard.answered(0);
      }
    }

    // then
    assertThat(commands).isEmpty();
    assertThat(guard.isHolding()).isFalse();
    assertThat(breaker()).isZero();
  }

  @Test
  void anUpstreamThatIsDownIsHeldTriedWithOneCallAndReleasedWhenItAnswers() {
    // given
    Guard guard = down(WhenUnavailable.HOLD);
    assertThat(commands).containsExactly(HOLD);
    assertThat(guard.ask(0, true)).isEqualTo(Verdict.WAIT);
    assertThat(breaker()).isEqualTo(2);

    // when
    pass(PAUSE.plusMillis(1));
    Verdict first = guard.ask(0, true);
    Verdict second = guard.ask(0, true);
    guard.answered(0);

    // then
    assertThat(first).isEqualTo(Verdict.CALL);
    assertThat(second).isEqualTo(Verdict.WAIT);
    assertThat(commands).containsExactly(HOLD, HOLD_FOR_A_CALL, RELEASE);
    assertThat(guard.ask(0, true)).isEqualTo(Verdict.CALL);
    assertThat(guard.isHolding()).isFalse();
    assertThat(breaker()).isZero();
  }

  @Test
  void aTryThatFailsHoldsThePoolOn() {
    // given
    Guard guard = down(WhenUnavailable.HOLD);
    pass(PAUSE.plusMillis(1));
    guard.ask(0, true);

    // when
    guard.failed(0, true);

    // then
    assertThat(commands).containsExactly(HOLD, HOLD_FOR_A_CALL, HOLD);
    assertThat(guard.ask(0, true)).isEqualTo(Verdict.WAIT);
    assertThat(guard.isHolding()).isTrue();
  }

  @Test
  void aTryThatWasNotMadeIsAnothersToMake() {
    // given
    Guard guard = down(WhenUnavailable.HOLD);
    pass(PAUSE.plusMillis(1));
    guard.ask(0, true);

    // when
    guard.giveBack();

    // then
    assertThat(guard.ask(0, true)).isEqualTo(Verdict.CALL);
    assertThat(guard.ask(0, true)).isEqualTo(Verdict.WAIT);
  }

  @Test
  void theHoldIsMadeLongerForThoseWhoWaitAndForNoneThatMayBeTheTroubleItself() {
    // given
    Guard guard = down(WhenUnavailable.HOLD);
    guard.ask(0, true);
    assertThat(commands).containsExactly(HOLD);
    pass(PAUSE.plusMillis(1));
    guard.ask(0, false); // the one that tries
    guard.ask(0, false);
    assertThat(commands).containsExactly(HOLD);

    // when
    guard.ask(0, true);
    guard.ask(0, true);

    // then
    assertThat(commands).containsExactly(HOLD, HOLD);
  }

  @Test
  void whereQueriesAreToFailTheyDoWithoutAWordInTheLog() {
    // given
    Guard guard = down(WhenUnavailable.FAIL);

    // when
    Verdict early = guard.ask(0, true);
    pass(PAUSE.plusMillis(1));
    Verdict tries = guard.ask(0, true);
    Verdict meanwhile = guard.ask(0, true);
    guard.answered(0);

    // then
    assertThat(early).isEqualTo(Verdict.FAIL);
    assertThat(tries).isEqualTo(Verdict.CALL);
    assertThat(meanwhile).isEqualTo(Verdict.FAIL);
    assertThat(guard.ask(0, true)).isEqualTo(Verdict.CALL);
    assertThat(commands).isEmpty();
  }

  @Test
  void anAnswerReleasesWhatAnotherWorkerHeldOnce() {
    // given
    Guard guard = guard(WhenUnavailable.HOLD);
    running.apply(new PoolHeld(POOL, HoldReason.UPSTREAM, 1));
    assertThat(guard.isHolding()).isTrue();
    assertThat(guard.ask(0, true)).isEqualTo(Verdict.CALL);

    // when
    guard.answered(0);
    guard.ask(0, true);
    guard.answered(0);

    // then
    assertThat(commands).containsExactly(RELEASE);
  }

  @Test
  void anOperatorsHoldIsNoneOfItsConcern() {
    // given
    Guard guard = guard(WhenUnavailable.HOLD);
    running.apply(new PoolHeld(POOL, HoldReason.UPSTREAM, 1));
    running.apply(new PoolHeld(POOL, HoldReason.OPERATOR, 0));

    // when
    guard.ask(0, true);
    guard.answered(0);

    // then
    assertThat(commands).isEmpty();
    running.apply(new PoolReleased(POOL, HoldReason.OPERATOR));
    assertThat(guard.isHolding()).isFalse();
  }

  private Guard down(WhenUnavailable then) {
    Guard guard = guard(then);
    for (int i = 0; i < 4; i++) {
      guard.ask(0, true);
      guard.failed(0, true);
    }
    return guard;
  }

  private Guard guard(WhenUnavailable then) {
    PoolSettings d = PoolSettings.defaults();
    PoolSettings settings =
        new PoolSettings(
            d.slots(),
            d.prefetch(),
            d.maxAttempts(),
            d.slotQuarantine(),
            d.maxResult(),
            then,
            d.upstream(),
            new BreakerSettings(new Percentage(50), 4, PAUSE),
            null);
    CommandLog log =
        (partition, command) -> {
          commands.add(command);
          return CompletableFuture.completedFuture(null);
        };
    return Guard.of(POOL, settings, log, running, meters, nanos::get);
  }

  private double breaker() {
    return meters.get("naru.upstream.breaker").tag("pool", POOL).gauge().value();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
