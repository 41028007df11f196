package dev.naru.ingress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something again and again, with a pause in between, from the start of the context to its
 * end.
 */
public final class Repeated implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Repeated.class);

  private final String name;
  private final Duration pause;
  private final Runnable task;
  private volatile @Nullable Thread thread;

  public Repeated(String name, Duration pause, Runnable task) {
    this.name = name;
    this.pause = pause;
    this.task = task;
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  private void run() {
    try {
      while (true) {
        runOnce();
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      // the context ends
    }
  }

  private void runOnce() {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A repeated task failed and is tried again: task={}", name, e);
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      join(running);
    }
  }

  private static void join(Thread running) {
    try {
      boolean ended = running.join(Duration.ofSeconds(2));
      if (!ended) {
        log.warn("A repeated task is still busy; the end does not wait for it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** First among the loops, after the web server: ends after it, starts before it. */
  @Override
  public int getPhase() {
    return 0;
  }
}
