package dev.naru.ingress.view;

import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How far the view has come, and who waits for it to come further. It never goes back. Thread-safe;
 * meant for virtual threads, which park here by the thousands.
 */
public final class Stamps {
  private volatile Head current = Head.NONE;
  private final ConcurrentSkipListSet<Waiter> waiters = new ConcurrentSkipListSet<>(Waiter.ORDER);
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closed;

  public Head current() {
    return current;
  }

  /** Takes note of where the view stands; wakes whoever waits for that. */
  public void advance(Head head) {
    synchronized (this) {
      if (head.compareTo(current) <= 0) {
        return;
      }
      current = head;
    }
    Waiter last = new Waiter(head.offset(), Long.MAX_VALUE, Thread.currentThread());
    waiters.headSet(last).forEach(waiter -> LockSupport.unpark(waiter.thread()));
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
    Waiter waiter = new Waiter(offset, numbers.getAndIncrement(), Thread.currentThread());
    waiters.add(waiter);
    try {
      return park(offset, deadline);
    } finally {
      waiters.remove(waiter);
    }
  }

  private boolean park(long offset, long deadline) {
    while (!current.hasReached(offset)) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || closed || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(this, left);
    }
    return true;
  }

  /** Lets everybody go: the service is about to end. */
  public void close() {
    closed = true;
    waiters.forEach(waiter -> LockSupport.unpark(waiter.thread()));
  }

  public int waiting() {
    return waiters.size();
  }

  private record Waiter(long offset, long number, Thread thread) {
    static final Comparator<Waiter> ORDER =
        Comparator.comparingLong(Waiter::offset).thenComparingLong(Waiter::number);
  }
}
