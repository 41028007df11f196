package dev.naru.evidence.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The limits of PER-002 on response times: mean and 95th percentile. */
public final class Latencies {
  /** Most that mean and 95th percentile may be, in ms. */
  public static final int LIMIT_MILLIS = 200;

  private Latencies() {}

  static List<Check> of(Statistics statistics) {
    String request = statistics.request();
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.holds(
            request + ": mean",
            "at most " + LIMIT_MILLIS + " ms",
            String.format(Locale.ROOT, "%.0f ms", statistics.mean()),
            statistics.mean() <= LIMIT_MILLIS));
    checks.add(
        Check.holds(
            request + ": 95th percentile",
            "at most " + LIMIT_MILLIS + " ms",
            statistics.p95() + " ms",
            statistics.p95() <= LIMIT_MILLIS));
    return checks;
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
