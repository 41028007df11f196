package dev.naru.evidence.check;

import java.util.List;

/**
 * What came of one scenario.
 *
 * @param users at once
 * @param measured the request whose times stand in the table
 * @param active the most that were active
 * @param waiting the most that waited
 * @param gatling folder of Gatling's report, relative to the report's
 */
public record ScenarioResult(
    String name,
    int users,
    String measured,
    int active,
    int waiting,
    List<Statistics> statistics,
    List<Check> checks,
    String gatling) {

  public boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }

  public Statistics measuredStatistics() {
    return statistics.stream()
        .filter(each -> each.request().equals(measured))
        .findFirst()
        .orElseThrow();
  }
}
