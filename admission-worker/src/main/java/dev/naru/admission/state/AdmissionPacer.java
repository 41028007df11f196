package dev.naru.admission.state;

import dev.naru.model.AdmissionRate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last admissions as far as a rate needs them: at most {@code count} in any window of
 * {@code per}.
 */
final class AdmissionPacer {
  private final Deque<Long> times = new ArrayDeque<>(0);

  void admitted(@Nullable AdmissionRate rate, long at) {
    if (rate == null) {
      times.clear();
      return;
    }
    times.addLast(at);
    while (times.size() > rate.count()) {
      times.removeFirst();
    }
  }

  /** How many may be admitted at the clock. */
  int allowed(@Nullable AdmissionRate rate, long clock) {
    if (rate == null) {
      return Integer.MAX_VALUE;
    }
    long windowStart = clock - rate.per().toMillis();
    long inWindow = times.stream().filter(at -> at > windowStart).count();
    return (int) Math.max(0, rate.count() - inWindow);
  }

  /** When the next one may be admitted, 0 if at once. */
  long nextAt(@Nullable AdmissionRate rate) {
    if (rate == null || times.size() < rate.count()) {
      return 0;
    }
    int surplus = times.size() - rate.count();
    Long oldest = times.stream().skip(surplus).findFirst().orElseThrow();
    return oldest + rate.per().toMillis();
  }

  List<Long> times() {
    return List.copyOf(times);
  }
}
