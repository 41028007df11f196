package dev.naru.admission.state;

import dev.naru.model.AdmissionRate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last admissions as far as a rate needs them: at most {@code count} in any window of
 * {@code per}. Their times lie in a ring, in order, so that a large count is searched and not
 * walked through.
 */
final class AdmissionPacer {
  private static final long[] NONE = {};

  private long[] ring = NONE;
  private int first;
  private int size;

  AdmissionPacer() {}

  /** Takes up where the times were written down. */
  AdmissionPacer(List<Long> times) {
    ring = times.stream().mapToLong(Long::longValue).toArray();
    size = ring.length;
  }

  void admitted(@Nullable AdmissionRate rate, long at) {
    if (rate == null) {
      ring = NONE;
      first = 0;
      size = 0;
      return;
    }
    int surplus = size + 1 - rate.count();
    if (surplus > 0) {
      first = (first + surplus) % ring.length;
      size -= surplus;
    }
    if (size == ring.length) {
      grow(rate.count());
    }
    ring[(first + size) % ring.length] = at;
    size++;
  }

  /** How many may be admitted at the clock. */
  int allowed(@Nullable AdmissionRate rate, long clock) {
    if (rate == null) {
      return Integer.MAX_VALUE;
    }
    int inWindow = size - countUntil(clock - rate.per().toMillis());
    return Math.max(0, rate.count() - inWindow);
  }

  /** When the next one may be admitted, 0 if at once. */
  long nextAt(@Nullable AdmissionRate rate) {
    return rate == null || size < rate.count()
        ? 0
        : time(size - rate.count()) + rate.per().toMillis();
  }

  List<Long> times() {
    return Arrays.stream(inOrder(size)).boxed().toList();
  }

  /** How many of the times are not after this one. */
  private int countUntil(long last) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time(middle) <= last) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long time(int index) {
    return ring[(first + index) % ring.length];
  }

  private void grow(int most) {
    ring = inOrder(Math.min(most, Math.max(8, 2 * size)));
    first = 0;
  }

  private long[] inOrder(int length) {
    long[] times = new long[length];
    for (int i = 0; i < size; i++) {
      times[i] = time(i);
    }
    return times;
  }
}
