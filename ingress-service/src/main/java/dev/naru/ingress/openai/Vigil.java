package dev.naru.ingress.openai;

import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.follow.Signals.Watch;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.Partition;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How the thread of a call waits: for changes of what it watches, at once; for its line to move,
 * once a second; for anything else, every 2 s. All the while it looks, four times a second, whether
 * the caller is still there. Belongs to its thread, but for {@link #stir}.
 */
final class Vigil implements AutoCloseable {
  private static final long SOCKET = Duration.ofMillis(250).toNanos();
  private static final long LINE = Duration.ofSeconds(1).toNanos();
  private static final long LOOK = Duration.ofSeconds(2).toNanos();
  private static final long VIEW = Duration.ofSeconds(1).toNanos();

  private final Signals signals;
  private final Watch watch;
  private final CallerConnection connection;
  private final Duration limit;
  private final Thread thread = Thread.currentThread();
  private final long begunAt = System.nanoTime();
  private long socketAt = begunAt;
  private long readAt = begunAt;
  private boolean started;
  private volatile boolean stirred;

  /**
   * @param limit how long the call may wait for its turn
   */
  Vigil(Signals signals, CallerConnection connection, Duration limit) {
    this.signals = signals;
    this.watch = signals.watch(Set.of());
    this.connection = connection;
    this.limit = limit;
  }

  void add(UUID id) {
    watch.add(id);
  }

  /** Its turn has come: the wait is over, and its limit with it. */
  void start() {
    started = true;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begunAt);
  }

  /**
   * Throws 429 if the call has waited as long as it may.
   *
   * @param eta seconds that it is still to wait; null if unknown
   */
  void requireTime(@Nullable Long eta) {
    if (isLate()) {
      throw DoorErrors.waitedTooLong(limit, eta);
    }
  }

  private boolean isLate() {
    return !started && System.nanoTime() - begunAt >= limit.toNanos();
  }

  /** A reading begins: it sees what changed before. */
  void look() {
    readAt = System.nanoTime();
    watch.looked();
  }

  /** Ends the wait that is on, or the next one, from any thread. */
  void stir() {
    stirred = true;
    LockSupport.unpark(thread);
  }

  /**
   * Waits; returns whether it is time to read again, and not merely stirred.
   *
   * @param seen where the view stood at the last reading
   * @param line key of the line that it stands in; null if in none
   */
  boolean await(Partition partition, Head seen, @Nullable String line) {
    while (!stirred) {
      if (watch.lastChange() > seen.offset()) {
        awaitView(partition, watch.lastChange());
        return true;
      }
      long waited = System.nanoTime() - readAt;
      boolean moved = line != null && waited >= LINE && signals.lastMove(line) > seen.offset();
      if (moved || waited >= LOOK || isLate()) {
        return true;
      }
      pause(SOCKET);
    }
    stirred = false;
    return false;
  }

  private static void awaitView(Partition partition, long offset) {
    if (offset != Long.MAX_VALUE) {
      boolean reached = partition.stamps().await(offset, System.nanoTime() + VIEW);
      if (!reached) {
        LockSupport.parkNanos(partition, SOCKET);
      }
    }
  }

  /** Waits for its pass, no longer than it may. */
  void await(CompletableFuture<Void> pass) {
    var unused = pass.whenComplete((nothing, failure) -> LockSupport.unpark(thread));
    while (!pass.isDone()) {
      requireTime(null);
      pause(SOCKET);
    }
  }

  /** Waits before what failed is tried again. */
  void rest(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
      pause(left);
    }
  }

  private void pause(long most) {
    if (signals.isClosed() || Thread.currentThread().isInterrupted()) {
      throw DoorErrors.unavailable("This instance of Naru ends; ask again");
    }
    long now = System.nanoTime();
    if (now - socketAt >= SOCKET) {
      socketAt = now;
      if (connection.isGone()) {
        throw new GoneException(null);
      }
    }
    LockSupport.parkNanos(this, Math.min(most, SOCKET));
  }

  @Override
  public void close() {
    watch.close();
  }
}
