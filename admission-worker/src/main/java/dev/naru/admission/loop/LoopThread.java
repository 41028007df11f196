package dev.naru.admission.loop;

import dev.naru.admission.loop.LoopStatus.Phase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one partition's loop, term after term: one that fails is followed by the next after a pause,
 * but none goes on with a broken log.
 */
final class LoopThread {
  private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LoopParts parts;
  private final int partition;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  private LoopThread(LoopParts parts, int partition) {
    this.parts = parts;
    this.partition = partition;
    this.thread = Thread.ofPlatform().name("naru-admission-" + partition).unstarted(this::run);
  }

  static LoopThread start(LoopParts parts, int partition) {
    LoopThread loop = new LoopThread(parts, partition);
    loop.thread.start();
    return loop;
  }

  private void run() {
    while (mayGoOn()) {
      parts.status().accept(partition, LoopStatus.of(Phase.TAKING_OVER, ""));
      try (AdmissionLoop loop = AdmissionLoop.takeOver(parts, partition)) {
        loop.run(this::mayGoOn);
      } catch (InterruptedException | InterruptException e) {
        stopping.countDown();
      } catch (BrokenLogException e) {
        broken(e);
      } catch (Exception e) {
        failed(e);
      } catch (Error e) {
        // out of memory and its like: nothing here can be trusted any more
        LOG.error("The process ends: an error that no code can mend partition={}", partition, e);
        Runtime.getRuntime().halt(1);
      }
    }
    parts.keeper().release(partition);
    parts.status().accept(partition, LoopStatus.of(Phase.STOPPED, ""));
  }

  /** Waits for the stop: a log that grows meanwhile may look whole, and is not. */
  private void broken(BrokenLogException e) {
    String message = String.valueOf(e.getMessage());
    LOG.error("The partition stops, nothing is decided: {} partition={}", message, partition);
    parts.status().accept(partition, LoopStatus.of(Phase.BROKEN, message));
    try {
      stopping.await();
    } catch (InterruptedException interrupted) {
      stopping.countDown();
    }
  }

  private void failed(Exception e) {
    if (!mayGoOn()) {
      return;
    }
    LOG.error(
        "The term ends: nothing is decided until the next one recovers partition={}", partition, e);
    parts.status().accept(partition, LoopStatus.of(Phase.FAILED, String.valueOf(e.getMessage())));
    try {
      var unused = stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      stopping.countDown();
    }
  }

  private boolean mayGoOn() {
    return stopping.getCount() > 0;
  }

  /**
   * Lets the batch in hand end; a loop that does not is interrupted, and its successor's term
   * fences it.
   */
  void stop() {
    stopping.countDown();
    try {
      if (!thread.join(PATIENCE)) {
        LOG.warn("A loop does not stop and is interrupted partition={}", partition);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
