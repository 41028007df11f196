package dev.naru.ingress;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets virtual threads wait until something is so, or their time is up. One thread looks every 20
 * ms whose time that is: the JVM's own timed park sets and cancels a timer each time, which for a
 * wait of some milliseconds costs more than all the rest of it.
 */
public final class Parking {
  private static final long PERIOD = Duration.ofMillis(20).toNanos();
  private static final Set<Guest> GUESTS = ConcurrentHashMap.newKeySet();
  private static final Thread SWEEPER =
      Thread.ofPlatform().daemon().name("ingress-parking").start(Parking::sweep);
  private static volatile boolean asleep;

  private Parking() {}

  /**
   * Waits until {@code done}, which whoever makes it so must follow by an unpark of this thread;
   * returns whether it is. An interrupt ends the wait too.
   *
   * @param deadline by {@link System#nanoTime()}; kept to 20 ms
   */
  static boolean until(BooleanSupplier done, long deadline) {
    if (done.getAsBoolean()) {
      return true;
    }
    Guest guest = new Guest(Thread.currentThread(), deadline);
    GUESTS.add(guest);
    if (asleep) {
      LockSupport.unpark(SWEEPER);
    }
    try {
      while (!done.getAsBoolean()) {
        if (guest.isOver(System.nanoTime()) || guest.thread.isInterrupted()) {
          return done.getAsBoolean();
        }
        LockSupport.park(guest);
      }
      return true;
    } finally {
      GUESTS.remove(guest);
    }
  }

  /**
   * Waits until the future is done, one way or the other; returns whether it is.
   *
   * @param deadline by {@link System#nanoTime()}; kept to 20 ms
   */
  public static boolean await(CompletableFuture<?> future, long deadline) {
    if (!future.isDone()) {
      Thread waiting = Thread.currentThread();
      var unused = future.whenComplete((value, failure) -> LockSupport.unpark(waiting));
    }
    return until(future::isDone, deadline);
  }

  private static void sweep() {
    while (true) {
      asleep = true;
      if (GUESTS.isEmpty()) {
        LockSupport.park(GUESTS);
      }
      asleep = false;
      LockSupport.parkNanos(GUESTS, PERIOD);
      long now = System.nanoTime();
      for (Guest guest : GUESTS) {
        if (guest.isOver(now)) {
          LockSupport.unpark(guest.thread);
        }
      }
    }
  }

  /** A thread that waits; equal to itself alone. */
  private static final class Guest {
    private final Thread thread;
    private final long deadline;

    private Guest(Thread thread, long deadline) {
      this.thread = thread;
      this.deadline = deadline;
    }

    private boolean isOver(long now) {
      return now - deadline >= 0;
    }
  }
}
