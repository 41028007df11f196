package dev.naru.ingress;

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
class ParkingTest {

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  @Test
  void whatIsDoneIsNotWaitedFor() {
    assertThat(Parking.await(CompletableFuture.completedFuture("there"), System.nanoTime()))
        .isTrue();
  }

  @Test
  void aFailureEndsTheWaitToo() {
    assertThat(
            Parking.await(
                CompletableFuture.failedFuture(new IllegalStateException("gone")),
                in(Duration.ofSeconds(10))))
        .isTrue();
  }

  @Test
  void aWaitEndsWhenItsTimeIsUpAndNotBefore() {
    // given
    long deadline = in(Duration.ofMillis(60));

    // when
    boolean done = Parking.await(new CompletableFuture<>(), deadline);

    // then
    assertThat(done).isFalse();
    assertThat(System.nanoTime()).isGreaterThanOrEqualTo(deadline);
  }

  @Test
  void thousandsWaitAtOnceAndEachIsLetGo() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // given
      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, 2_000).mapToObj(i -> new CompletableFuture<Integer>()).toList();
      List<Future<Boolean>> waits =
          answers.stream()
              .map(
                  answer -> threads.submit(() -> Parking.await(answer, in(Duration.ofSeconds(15)))))
              .toList();

      // when
      answers.forEach(answer -> answer.complete(1));

      // then
      for (Future<Boolean> wait : waits) {
        assertThat(wait.get()).isTrue();
      }
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    // given
    CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () ->
                    outcome.complete(
                        Parking.await(new CompletableFuture<>(), in(Duration.ofMinutes(1)))));

    // when
    waiting.interrupt();

    // then
    assertThat(outcome.get()).isFalse();
  }
}
