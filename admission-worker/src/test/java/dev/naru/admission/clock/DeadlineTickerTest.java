package dev.naru.admission.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlineTickerTest {
  private final List<CompletableFuture<Long>> ticks = new ArrayList<>();
  private final DeadlineTicker ticker =
      new DeadlineTicker(
          () -> {
            ticks.add(new CompletableFuture<>());
            return ticks.getLast();
          });

  @Test
  void nothingIsAppendedBeforeTheDeadlineOrWithoutOne() {
    // when
    ticker.tickIfDue(OptionalLong.empty(), 1_000, 0);
    ticker.tickIfDue(OptionalLong.of(1_001), 1_000, 0);

    // then
    assertThat(ticks).isEmpty();
  }

  @Test
  void oneTickIsInFlightAtMost() {
    // when
    ticker.tickIfDue(OptionalLong.of(1_000), 1_000, 0);
    ticker.tickIfDue(OptionalLong.of(1_000), 1_500, 0);
    ticks.getFirst().complete(7L);
    ticker.tickIfDue(OptionalLong.of(1_000), 2_000, 6);

    // then it is appended, but not decided yet
    assertThat(ticks).hasSize(1);
  }

  @Test
  void aFruitlessTickIsFollowedByTheNextAfterAPause() {
    // given a tick that was decided while the log's clock stood before the deadline
    ticker.tickIfDue(OptionalLong.of(1_000), 1_000, 0);
    ticks.getFirst().complete(7L);

    // when
    ticker.tickIfDue(OptionalLong.of(1_000), 1_010, 7);
    ticker.tickIfDue(OptionalLong.of(1_000), 1_209, 7);

    // then
    assertThat(ticks).hasSize(1);
    ticker.tickIfDue(OptionalLong.of(1_000), 1_210, 7);
    assertThat(ticks).hasSize(2);
  }

  @Test
  void workThatWasLeftOverNeedsNoPause() {
    // given
    ticker.tickIfDue(OptionalLong.of(0), 1_000, 0);
    ticks.getFirst().complete(7L);

    // when
    ticker.tickIfDue(OptionalLong.of(0), 1_001, 7);

    // then
    assertThat(ticks).hasSize(2);
  }

  @Test
  void aTickThatTheLogDidNotTakeIsTriedAgain() {
    // given
    ticker.tickIfDue(OptionalLong.of(1_000), 1_000, 0);
    ticks.getFirst().completeExceptionally(new IllegalStateException("Kafka is away"));

    // when
    ticker.tickIfDue(OptionalLong.of(1_000), 1_001, 0);
    ticker.tickIfDue(OptionalLong.of(1_000), 1_300, 0);

    // then
    assertThat(ticks).hasSize(2);
  }
}
