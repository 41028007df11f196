package dev.naru.evidence.check;

import java.util.List;
import java.util.Locale;

/** Limits on response times, those of PER-002 unless said: mean and 95th percentile. */
public final class Latencies {
  /** Most that mean and 95th percentile may be, in ms. */
  public static final int LIMIT_MILLIS = 200;

  private Latencies() {}

  static List<Check> of(Statistics statistics) {
    return of(statistics, LIMIT_MILLIS, LIMIT_MILLIS);
  }

  static List<Check> of(Statistics statistics, int mean, int p95) {
    String request = statistics.request();
    return List.of(
        Check.holds(
            request + ": mean",
            "at most " + mean + " ms",
            String.format(Locale.ROOT, "%.0f ms", statistics.mean()),
            statistics.mean() <= mean),
        Check.holds(
            request + ": 95th percentile",
            "at most " + p95 + " ms",
            statistics.p95() + " ms",
            statistics.p95() <= p95));
  }

  static Check nobodyFailed(List<Statistics> all) {
    int failed = all.stream().mapToInt(Statistics::failed).sum();
    String found =
        all.stream()
            .filter(statistics -> statistics.failed() > 0)
            .map(statistics -> statistics.request() + " " + statistics.failures())
            .reduce((a, b) -> a + ", " + b)
            .orElse("none");
    return Check.holds("failed requests", "none", found, failed == 0);
  }
}
