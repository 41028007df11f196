package dev.naru.admission.retention;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things now and then on a thread of the lowest priority; what fails is tried again then. */
final class QuietThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuietThread.class);

  private final ScheduledExecutorService thread;

  QuietThread(String name) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).priority(Thread.MIN_PRIORITY).factory());
  }

  /** Something that may fail, because servers are away. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /**
   * Begins; the first time comes soon, when the start is over.
   *
   * @param what is put off if it fails, in words
   */
  void every(Duration first, Duration pause, String what, Task task) {
    var unused =
        thread.scheduleWithFixedDelay(
            () -> run(what, task), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void run(String what, Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn(
          "{} is put off; nothing is lost, and it is tried again: reason={}", what, e.toString());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
