package dev.naru.admission.replay.whatif;

import java.util.Arrays;
import java.util.OptionalLong;

/** Some numbers, and how they are spread: exact, by nearest rank. */
final class Distribution {
  private long[] values = new long[16];
  private int size;
  private boolean sorted;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
    sorted = false;
  }

  /** The number that so many percent do not exceed; empty if there are none. */
  OptionalLong percentile(int percent) {
    if (size == 0) {
      return OptionalLong.empty();
    }
    if (!sorted) {
      Arrays.sort(values, 0, size);
      sorted = true;
    }
    return OptionalLong.of(
        values[Math.max(0, (int) Math.ceilDiv((long) percent * size, 100L) - 1)]);
  }

  OptionalLong median() {
    return percentile(50);
  }

  /** A percentile in seconds from numbers in ms; 0 if there are none. */
  double seconds(int percent) {
    return percentile(percent).orElse(0) / 1_000.0;
  }
}
