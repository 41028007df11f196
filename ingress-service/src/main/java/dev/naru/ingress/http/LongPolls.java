package dev.naru.ingress.http;

import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.follow.Signals.Watch;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until there is something to say. It reads again when the thing itself changed, at once;
 * when its line moved, once a second; and every 2 s in any case, unless the view has not moved at
 * all. So ten thousand who wait in a quiet room cost nothing but their threads, which are virtual.
 */
final class LongPolls {
  static final Duration LINE_LOOK = Duration.ofSeconds(1);
  static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration VIEW_PATIENCE = Duration.ofSeconds(1);

  private final Signals signals;
  private final Partitions partitions;
  private final int most;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param most how many may wait at a time
   */
  LongPolls(Signals signals, Partitions partitions, int most) {
    this.signals = signals;
    this.partitions = partitions;
    this.most = most;
  }

  /**
   * Reads until what was seen is enough, or the time is up; returns what was seen last. 503 instead
   * of waiting if too many do.
   *
   * @param number of the partition that the thing is on
   * @param ids of the thing, as far as they are known before
   * @param deadline by {@link System#nanoTime()}
   */
  <T> Seen<T> until(
      int number, Predicate<Seen<T>> enough, Supplier<Seen<T>> read, Set<UUID> ids, long deadline) {
    boolean hasRoom = waiting.incrementAndGet() <= most;
    try (Watch watch = signals.watch(ids)) {
      while (true) {
        long readAt = System.nanoTime();
        watch.looked();
        Seen<T> seen = read.get();
        if (enough.test(seen) || System.nanoTime() >= deadline || signals.isClosed()) {
          return seen;
        }
        if (!hasRoom) {
          throw Problems.crowded();
        }
        if (!watch.add(seen.id())) {
          Partition partition = partitions.of(number);
          await(partition, watch, seen.head().offset(), seen.line(), readAt, deadline);
        }
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void await(
      Partition partition,
      Watch watch,
      long seenOffset,
      @Nullable String line,
      long readAt,
      long deadline) {
    long next = readAt;
    while (!signals.isClosed() && !Thread.currentThread().isInterrupted()) {
      if (watch.lastChange() > seenOffset) {
        awaitView(partition, watch.lastChange(), readAt, deadline);
        return;
      }
      long now = System.nanoTime();
      boolean isTime =
          now - deadline >= 0 || now - readAt >= LOOK.toNanos() && !isQuiet(partition, seenOffset);
      boolean moved =
          line != null
              && now - readAt >= LINE_LOOK.toNanos()
              && signals.lastMove(line) > seenOffset;
      if (isTime || moved) {
        return;
      }
      next = now - next >= 0 ? now + LINE_LOOK.toNanos() : next;
      LockSupport.parkNanos(this, Math.min(next, deadline) - now);
    }
  }

  private static boolean isQuiet(Partition partition, long seenOffset) {
    return partition.stamps().current().offset() == seenOffset && partition.currency().isCurrent();
  }

  /** Waits until the change is in the view, and not at all long: what is due is read then. */
  private void awaitView(Partition partition, long offset, long readAt, long deadline) {
    long patience = System.nanoTime() + VIEW_PATIENCE.toNanos();
    if (offset == Long.MAX_VALUE) {
      return;
    }
    boolean reached = partition.stamps().await(offset, Math.min(patience, deadline));
    if (!reached && System.nanoTime() - readAt < LINE_LOOK.toNanos()) {
      LockSupport.parkNanos(this, LINE_LOOK.toNanos() / 10);
    }
  }
}
