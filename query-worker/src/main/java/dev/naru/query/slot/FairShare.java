package dev.naru.query.slot;

import java.util.Arrays;

/**
 * How a pool's slots are spread over the threads of this process; thread-safe. A thread that has
 * more than its share will have to hand slots over as soon as its siblings have joined: what it
 * began there would be in the way, and cut off if it takes longer than the grace.
 */
final class FairShare {
  private final int[] slots;

  FairShare(int threads) {
    slots = new int[threads];
  }

  /** Notes how many slots the thread has; whether that is no more than its share. */
  synchronized boolean isFair(int thread, int has) {
    slots[thread] = has;
    int all = Arrays.stream(slots).sum();
    return has <= Math.ceilDiv(all, slots.length);
  }
}
