package dev.naru.admission.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.model.wire.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that stands still in the middle of its work, and wakes up when it was replaced. */
class ZombieIT {
  @TempDir private Path folder;
  private Stage stage;

  @BeforeEach
  void start() {
    stage = new Stage(folder);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void nothingThatAZombieDecidesGetsIntoTheLog() throws Exception {
    // given a log, and a loop that is frozen behind its first look at it
    stage.play();
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch thaw = new CountDownLatch(1);
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        RunningWorker donor = stage.worker(null)) {
      Stage.awaitCurrent(donor);
      LoopParts parts = donor.parts();
      donor.leave();
      Future<?> zombie =
          thread.submit(
              () -> {
                try (AdmissionLoop loop = AdmissionLoop.takeOver(parts, 0)) {
                  loop.run(() -> frozen(frozen, thaw));
                }
                return null;
              });
      assertThat(frozen.await(30, TimeUnit.SECONDS)).isTrue();

      // when another takes over and decides, and then it wakes up and decides the same commands
      try (RunningWorker successor = stage.worker(null)) {
        Stage.awaitCurrent(successor);
        Stage.join(successor, 5);
        long end = stage.span(Topics.EVENTS).end();
        List<String> before = stage.recovered(null);
        thaw.countDown();

        // then it ends, and neither the log nor the view has anything of it
        await().atMost(Stage.SOON).until(zombie::isDone);
        assertThat(zombie.state()).isEqualTo(Future.State.FAILED);
        assertThat(stage.span(Topics.EVENTS).end()).isEqualTo(end);
        assertThat(stage.recovered(null)).isEqualTo(before);
        Stage.join(successor, 1);
        assertThat(successor.isCurrent()).isTrue();
      }
    }
  }

  private static boolean frozen(CountDownLatch frozen, CountDownLatch thaw) {
    frozen.countDown();
    try {
      return thaw.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
