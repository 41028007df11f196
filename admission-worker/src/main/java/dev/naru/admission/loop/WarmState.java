package dev.naru.admission.loop;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One partition's follower between the thread that keeps it warm and the loop that may want it at
 * any time. Thread-safe.
 */
final class WarmState {
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean owned;
  private @Nullable Follower follower;

  /** What the keeper does with the follower, null if there is none yet; returns what to keep. */
  interface Work {
    @Nullable Follower with(@Nullable Follower follower) throws Exception;
  }

  /** Works with the follower unless a loop of this process has the partition. */
  void work(Work work) throws Exception {
    lock.lock();
    try {
      Follower mine = follower;
      follower = null; // lost if the work fails
      follower = owned ? null : work.with(mine);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the follower to the loop that takes the partition over; null if there is none. Work under
   * way sees {@link #isOwned()} and ends soon.
   */
  @Nullable Follower takeOver() {
    owned = true;
    lock.lock();
    try {
      Follower warm = follower;
      follower = null;
      return warm;
    } finally {
      lock.unlock();
    }
  }

  /** The loop has ended: another process may have the partition now. */
  void release() {
    owned = false;
  }

  /** Whether a loop of this process has the partition. */
  boolean isOwned() {
    return owned;
  }
}
