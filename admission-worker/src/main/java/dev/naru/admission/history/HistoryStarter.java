package dev.naru.admission.history;

import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Brings the tables up to date, as soon as Postgres answers, and only then starts to listen. The
 * application does not wait for that.
 */
final class HistoryStarter implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryStarter.class);
  private static final long SHORTEST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Flyway flyway;
  private final MessageListenerContainer container;
  private final HistoryProgress progress;
  private volatile @Nullable Thread thread;

  HistoryStarter(Flyway flyway, MessageListenerContainer container, HistoryProgress progress) {
    this.flyway = flyway;
    this.container = container;
    this.progress = progress;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().daemon().name("admission-history-start").start(this::run);
  }

  private void run() {
    try {
      for (long pause = SHORTEST_MILLIS;
          !isStarted();
          pause = Math.min(2 * pause, LONGEST_MILLIS)) {
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStarted() {
    try {
      flyway.migrate();
      container.start();
      progress.done();
      return true;
    } catch (RuntimeException e) {
      container.stop();
      if (progress.trouble() == null && isRunning()) {
        LOG.warn(
            "Cannot start to write the history of sessions; it waits in the log, and this is tried"
                + " again until it works: reason={}",
            e.toString());
      }
      progress.waitsFor(e);
      return false;
    }
  }

  @Override
  public void stop() {
    Thread starting = thread;
    thread = null;
    if (starting != null) {
      starting.interrupt();
      try {
        if (!starting.join(PATIENCE)) {
          LOG.warn("The history's start did not end within {}; it is left behind", PATIENCE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    container.stop();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
