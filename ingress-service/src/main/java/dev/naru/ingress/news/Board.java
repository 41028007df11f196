package dev.naru.ingress.news;

import dev.naru.ingress.view.NewsReading;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.ViewAwayException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One room's news, kept up to date while somebody listens. One thread reads at a time, and is gone
 * when all that is wanted was read. Thread-safe.
 */
final class Board {
  private static final Duration STAMP_PATIENCE = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final String room;
  private final Partition partition;
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private volatile @Nullable NewsReading news;
  private long wanted = -1;
  private boolean reading;

  /** Counts how often all was to be read again: a reading from before does not count. */
  private int times;

  Board(String room, Partition partition) {
    this.room = room;
    this.partition = partition;
  }

  void add(Runnable listener) {
    listeners.add(listener);
  }

  /** Returns whether nobody listens any more. */
  boolean remove(Runnable listener) {
    listeners.remove(listener);
    return listeners.isEmpty();
  }

  @Nullable NewsReading news() {
    return news;
  }

  /** Has the news read that the command at this offset brought, and all before. */
  synchronized void want(long offset) {
    wanted = Math.max(wanted, offset);
    if (!reading && needsMore()) {
      Thread.ofVirtual().name("news-" + room).start(this::read);
    }
  }

  /** Has all read again. */
  synchronized void forget() {
    times++;
    news = null;
    want(-1);
  }

  private void read() {
    while (needsMore()) {
      try {
        long deadline = System.nanoTime() + STAMP_PATIENCE.toNanos();
        boolean unused = partition.stamps().await(wanted(), deadline);
        int time = times();
        take(read(news), time);
        listeners.forEach(Runnable::run);
      } catch (ViewAwayException e) {
        LockSupport.parkNanos(this, AGAIN.toNanos());
      }
    }
  }

  private NewsReading read(@Nullable NewsReading known) {
    return known == null
        ? partition.view().news(room, 0)
        : Freshened.by(known, partition.view().news(room, known.last()));
  }

  private synchronized long wanted() {
    return wanted;
  }

  private synchronized int times() {
    return times;
  }

  private synchronized void take(NewsReading read, int time) {
    if (time == times) {
      news = read;
    }
  }

  private synchronized boolean needsMore() {
    NewsReading known = news;
    reading = !listeners.isEmpty() && (known == null || !known.head().hasReached(wanted));
    return reading;
  }
}
