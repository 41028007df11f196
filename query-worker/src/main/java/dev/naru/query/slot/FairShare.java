package dev.naru.query.slot;

import java.util.Arrays;

/**
 * How a pool's slots are spread over the threads of this process; thread-safe. A thread that has
 * more than its share will have to hand slots over as soon as its siblings have joined: what it
 * began there would be in the way, and cut off if it takes longer than the grace.
 */
final class FairShare {
  private final int most;
  private int[] slots;

  /**
   * @param most how many threads there may be when slots are added
   */
  FairShare(int threads, int most) {
    this.slots = new int[threads];
    this.most = most;
  }

  /** Notes how many slots the thread has; whether that is no more than its share. */
  synchronized boolean isFair(int thread, int has) {
    slots[thread] = has;
    return has <= Math.ceilDiv(all(), wanted());
  }

  /** How many threads there should be: more than there are, once slots were added. */
  synchronized int wanted() {
    return Math.max(slots.length, Math.min(most, all()));
  }

  /** There are so many threads from here on; it never gets fewer. */
  synchronized void grow(int threads) {
    slots = Arrays.copyOf(slots, Math.max(threads, slots.length));
  }

  private int all() {
    return Arrays.stream(slots).sum();
  }
}
