package dev.naru.ingress.view;

import dev.naru.ingress.Parking;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far the view has come, and who waits for it to come further. It never goes back. Thread-safe;
 * what follows a wait runs on the thread that brings the stamp, and must not block.
 */
public final class Stamps {
  private volatile Head current = Head.NONE;
  private final ConcurrentSkipListSet<Waiter> waiters = new ConcurrentSkipListSet<>(Waiter.ORDER);
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closed;

  public Head current() {
    return current;
  }

  /** Takes note of where the view stands; lets everybody go on who waits for that. */
  public void advance(Head head) {
    synchronized (this) {
      if (head.compareTo(current) <= 0) {
        return;
      }
      current = head;
    }
    waiters.headSet(new Waiter(head.offset(), Long.MAX_VALUE, 0)).forEach(w -> leave(w, true));
  }

  /**
   * Ends with true once the view has reached the offset, or with false half a second after the
   * deadline at the latest.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  public CompletableFuture<Boolean> reached(long offset, long deadline) {
    return current.hasReached(offset)
        ? CompletableFuture.completedFuture(true)
        : enter(offset, deadline).reached;
  }

  /**
   * Waits until the view has reached the offset; false if the time is up before.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  public boolean await(long offset, long deadline) {
    if (current.hasReached(offset)) {
      return true;
    }
    Waiter waiter = enter(offset, deadline);
    if (!Parking.await(waiter.reached, deadline)) {
      leave(waiter, false);
    }
    return waiter.reached.join();
  }

  private Waiter enter(long offset, long deadline) {
    Waiter waiter = new Waiter(offset, numbers.getAndIncrement(), deadline);
    waiters.add(waiter);
    // whoever closed or advanced meanwhile may not have seen this one
    if (closed || current.hasReached(offset)) {
      leave(waiter, current.hasReached(offset));
    }
    return waiter;
  }

  private void leave(Waiter waiter, boolean reached) {
    waiters.remove(waiter);
    waiter.reached.complete(reached);
  }

  /** Lets those go whose time is up. */
  void endOverdue() {
    long now = System.nanoTime();
    for (Waiter waiter : waiters) {
      if (now - waiter.deadline >= 0) {
        leave(waiter, false);
      }
    }
  }

  /** Lets everybody go: the service is about to end. */
  public void close() {
    closed = true;
    waiters.forEach(waiter -> leave(waiter, false));
  }

  public int waiting() {
    return waiters.size();
  }

  private static final class Waiter {
    static final Comparator<Waiter> ORDER =
        Comparator.<Waiter>comparingLong(waiter -> waiter.offset)
            .thenComparingLong(waiter -> waiter.number);

    private final long offset;
    private final long number;
    private final long deadline;
    private final CompletableFuture<Boolean> reached = new CompletableFuture<>();

    private Waiter(long offset, long number, long deadline) {
      this.offset = offset;
      this.number = number;
      this.deadline = deadline;
    }
  }
}
