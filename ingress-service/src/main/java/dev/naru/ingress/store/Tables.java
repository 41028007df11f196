package dev.naru.ingress.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings the ingress' own tables up to date as soon as Postgres answers. Nobody waits for that:
 * until then operators' requests are answered with 503.
 */
final class Tables implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);
  private static final long SHORTEST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final Flyway flyway;
  private volatile @Nullable Thread thread;

  Tables(Flyway flyway) {
    this.flyway = flyway;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().daemon().name("ingress-tables").start(this::migrate);
  }

  private void migrate() {
    try {
      long pause = SHORTEST_PAUSE_MILLIS;
      while (thread != null && !isDone()) {
        Thread.sleep(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      // the context ends
    }
  }

  private boolean isDone() {
    try {
      flyway.migrate();
      return true;
    } catch (FlywayException e) {
      LOG.warn(
          "The operators' tables cannot be made ready, so operators get 503; it is tried again: reason={}",
          String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip());
      return false;
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Its thread is not begun a second time. */
  @Override
  public boolean isPauseable() {
    return false;
  }
}
