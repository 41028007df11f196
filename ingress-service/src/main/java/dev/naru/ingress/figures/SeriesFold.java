package dev.naru.ingress.figures;

import dev.naru.ingress.figures.Counts.Admitted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes a series of what was counted. How many were active goes forward from before the first step;
 * how many waited goes back from how many do now. Pure.
 */
final class SeriesFold {
  private final Counts counts;
  private final Duration step;

  SeriesFold(Counts counts, Duration step) {
    this.counts = counts;
    this.step = step;
  }

  /**
   * Returns a point for each step, the oldest first.
   *
   * @param first number of the first step since 1970
   * @param last number of the step that is not over yet
   * @param waitingNow length of the line
   */
  List<Point> points(long first, long last, long waitingNow) {
    List<Integer> active = activeAtEnds(first, last);
    List<Point> points = new ArrayList<>();
    long waiting = waitingNow;
    for (long number = last; number >= first; number--) {
      points.add(point(number, active.get((int) (number - first)), waiting));
      Admitted admitted = admitted(number);
      waiting = Math.max(0, waiting - joined(number) + left(number) + admitted.count());
    }
    Collections.reverse(points);
    return points;
  }

  private List<Integer> activeAtEnds(long first, long last) {
    List<Integer> ends = new ArrayList<>();
    int active = counts.activeBefore();
    for (long number = first; number <= last; number++) {
      active = counts.active().getOrDefault(number, active);
      ends.add(active);
    }
    return ends;
  }

  private Point point(long number, int active, long waiting) {
    Admitted admitted = admitted(number);
    return new Point(
        Instant.ofEpochSecond(number * step.toSeconds()),
        active,
        waiting,
        joined(number),
        admitted.count(),
        left(number),
        admitted.p50(),
        admitted.p95());
  }

  private long joined(long number) {
    return counts.joined().getOrDefault(number, 0L);
  }

  private long left(long number) {
    return counts.left().getOrDefault(number, 0L);
  }

  private Admitted admitted(long number) {
    return counts.admitted().getOrDefault(number, Admitted.NOBODY);
  }
}
