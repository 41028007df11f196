package dev.naru.bench.http;

import java.util.Arrays;

/** Response times in µs. Not thread-safe. */
final class Latencies {
  private int[] micros = new int[1 << 16];
  private int count;
  private boolean sorted;

  void add(long nanos) {
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, 2 * count);
    }
    micros[count++] = (int) Math.min(nanos / 1_000, Integer.MAX_VALUE);
    sorted = false;
  }

  int count() {
    return count;
  }

  /** The value at the nearest rank, in ms; 0 of nothing. */
  double millis(double percent) {
    if (count == 0) {
      return 0;
    }
    if (!sorted) {
      Arrays.sort(micros, 0, count);
      sorted = true;
    }
    int rank = (int) Math.ceil(count * percent / 100);
    return micros[Math.max(rank, 1) - 1] / 1_000.0;
  }
}
