package dev.naru.admission.replay.whatif;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * A number over time, as the highest in each of a few hundred equal steps. The steps widen as time
 * goes on, so a day needs no more room than a minute. Times are ms since 1970 and never go back.
 */
public final class Series {
  private static final int MOST = 512;

  private final long begin;
  private final boolean holds;
  private final double[] highest = new double[MOST];
  private long step = 250;
  private int last;
  private double current;

  /**
   * @param holds whether the number stays until the next one; if not, a step without a number is 0
   */
  Series(long begin, boolean holds) {
    this.begin = begin;
    this.holds = holds;
  }

  void add(long at, double value) {
    goTo(at);
    current = holds ? value : 0;
    highest[last] = Math.max(highest[last], value);
  }

  /** Lets time pass until the given one. */
  void goTo(long at) {
    long since = Math.max(0, at - begin);
    while (since / step >= MOST) {
      widen();
    }
    int index = (int) (since / step);
    if (index > last) {
      Arrays.fill(highest, last + 1, index + 1, current);
      last = index;
    }
  }

  private void widen() {
    for (int i = 0; i < MOST / 2; i++) {
      highest[i] = Math.max(highest[2 * i], highest[2 * i + 1]);
    }
    Arrays.fill(highest, MOST / 2, MOST, 0);
    last /= 2;
    step *= 2;
  }

  /** When the first step begins, ms since 1970. */
  @JsonProperty
  public long begin() {
    return begin;
  }

  /** How long a step is, in ms. */
  @JsonProperty
  public long stepMillis() {
    return step;
  }

  /** The highest number of each step. */
  @JsonProperty
  public double[] values() {
    return Arrays.copyOf(highest, last + 1);
  }
}
