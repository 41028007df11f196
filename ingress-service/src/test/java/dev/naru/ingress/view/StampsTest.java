package dev.naru.ingress.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StampsTest {
  private final Stamps stamps = new Stamps();

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  @Test
  void waitingForWhatIsThereEndsAtOnce() {
    // given
    stamps.advance(new Head(1, 5));

    // then
    assertThat(stamps.await(5, System.nanoTime())).isTrue();
  }

  @Test
  void aWaitEndsWhenItsTimeIsUp() {
    // then
    assertThat(stamps.await(5, in(Duration.ofMillis(20)))).isFalse();
    assertThat(stamps.waiting()).isZero();
  }

  @Test
  void aStageWhoseTimeIsUpEndsWithTheNextLook() {
    // given
    CompletableFuture<Boolean> overdue = stamps.reached(5, System.nanoTime() - 1);
    CompletableFuture<Boolean> patient = stamps.reached(5, in(Duration.ofMinutes(1)));

    // when
    stamps.endOverdue();

    // then
    assertThat(overdue).isCompletedWithValue(false);
    assertThat(patient).isNotDone();
    assertThat(stamps.waiting()).isOne();
  }

  @Test
  void aStageEndsWithTheStampThatReachesIt() {
    // given
    CompletableFuture<Boolean> reached = stamps.reached(5, in(Duration.ofMinutes(1)));

    // when
    stamps.advance(new Head(1, 7));

    // then
    assertThat(reached).isCompletedWithValue(true);
    assertThat(stamps.waiting()).isZero();
  }

  @Test
  void aStampNeverGoesBack() {
    // given
    stamps.advance(new Head(2, 5));

    // when
    stamps.advance(new Head(1, 9));

    // then
    assertThat(stamps.current()).isEqualTo(new Head(2, 5));
  }

  @Test
  void thousandsWaitAndEachIsLetGoByItsOwnOffset() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // given
      List<Future<Boolean>> waits =
          IntStream.range(0, 2_000)
              .mapToObj(i -> threads.submit(() -> stamps.await(i, in(Duration.ofSeconds(15)))))
              .toList();

      // when
      for (int offset = 0; offset < 2_000; offset += 7) {
        stamps.advance(new Head(1, offset));
      }
      stamps.advance(new Head(1, 2_000));

      // then
      for (Future<Boolean> wait : waits) {
        assertThat(wait.get()).isTrue();
      }
      assertThat(stamps.waiting()).isZero();
    }
  }

  @Test
  void theEndOfTheServiceLetsEverybodyGo() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // given
      Future<Boolean> wait = threads.submit(() -> stamps.await(5, in(Duration.ofSeconds(15))));

      // when
      stamps.close();

      // then
      assertThat(wait.get()).isFalse();
    }
  }
}
