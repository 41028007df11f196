package dev.naru.ingress.figures;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the histories say of a room, by the number of the step: those of which nothing is known are
 * absent.
 *
 * @param activeBefore how many were active before the first step
 * @param active at the end of the step
 */
record Counts(
    int activeBefore,
    Map<Long, Integer> active,
    Map<Long, Long> joined,
    Map<Long, Long> left,
    Map<Long, Admitted> admitted) {

  /** Those admitted in a step, and how long they had waited, in seconds. */
  record Admitted(long count, @Nullable Double p50, @Nullable Double p95) {
    static final Admitted NOBODY = new Admitted(0, null, null);
  }

  static Counts after(int activeBefore) {
    return new Counts(
        activeBefore, new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
  }
}
