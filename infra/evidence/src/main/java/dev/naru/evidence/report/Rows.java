package dev.naru.evidence.report;

import dev.naru.evidence.check.ScenarioResult;
import dev.naru.evidence.check.Statistics;
import java.util.List;
import java.util.Locale;

/** The cells of the summary. */
final class Rows {
  static final List<String> HEAD =
      List.of(
          "scenario",
          "users",
          "request",
          "requests",
          "failed",
          "mean ms",
          "p95 ms",
          "p99 ms",
          "active",
          "waiting",
          "verdict");

  private Rows() {}

  static List<String> of(ScenarioResult result) {
    Statistics measured = result.measuredStatistics();
    int requests = result.statistics().stream().mapToInt(Statistics::count).sum();
    int failed = result.statistics().stream().mapToInt(Statistics::failed).sum();
    return List.of(
        result.name(),
        "" + result.users(),
        result.measured(),
        "" + requests,
        "" + failed,
        mean(measured),
        "" + measured.p95(),
        "" + measured.p99(),
        "" + result.active(),
        "" + result.waiting(),
        result.passed() ? "PASSED" : "FAILED");
  }

  static String mean(Statistics statistics) {
    return String.format(Locale.ROOT, "%.0f", statistics.mean());
  }
}
