package dev.naru.admission.sim;

import java.util.SplittableRandom;

/**
 * How a run is shaped: most are short and crowded around the edges, some hold more sessions than
 * one command may move.
 *
 * @param steps records in the log
 * @param users how many different users there are
 * @param mostCapacity largest capacity of a room
 * @param comparedEvery how often the whole state is compared with the model, 1 in so many steps
 * @param crashedEvery how often the machine crashes, 1 in so many steps
 */
record Profile(int steps, int users, int mostCapacity, int comparedEvery, int crashedEvery) {
  private static final int CROWD_IN = 200;

  static Profile of(long seed, SplittableRandom random) {
    return seed % CROWD_IN == 0
        ? new Profile(4_500, 20_000, 2_500, 100, 900)
        : new Profile(random.nextInt(20, 180), random.nextInt(2, 9), 3, 1, random.nextInt(10, 60));
  }

  boolean isCrowd() {
    return users > 100;
  }
}
