package dev.naru.query.result;

import dev.naru.model.RetentionSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes old results and old queries now and then, on a thread of the lowest priority, with a
 * breath between two batches.
 */
final class QueryRetention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryRetention.class);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final long BREATH_MILLIS = 200;

  private final OldQueries old;
  private final RetentionSettings settings;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform()
              .daemon()
              .name("naru-query-retention")
              .priority(Thread.MIN_PRIORITY)
              .factory());

  QueryRetention(OldQueries old, RetentionSettings settings, InstantSource clock) {
    this.old = old;
    this.settings = settings;
    this.clock = clock;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::run, SOON.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      remove(settings.results(), before -> old.removeResults(clock.instant().minus(before)));
      remove(settings.history(), before -> old.removeRows(clock.instant().minus(before)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn(
          "Old results and queries are not removed this time; it is tried again: reason={}",
          e.toString());
    }
  }

  private static void remove(Duration kept, ToIntFunction<Duration> batch)
      throws InterruptedException {
    while (!kept.isZero() && batch.applyAsInt(kept) > 0) {
      TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
