package dev.naru.evidence.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What came of one scenario.
 *
 * @param users at once
 * @param measured the request whose times stand in the table
 * @param active the most that were active
 * @param waiting the most that waited
 * @param gatling folder of Gatling's report, relative to the report's; empty if there is none
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
  private static final String TO_THE_END = "run to its end";

  /** Of a scenario that did not come to its end. */
  public static ScenarioResult broken(String name, int users, String why) {
    return new ScenarioResult(
        name,
        users,
        "join",
        0,
        0,
        List.of(Statistics.of("join", List.of())),
        List.of(Check.holds(TO_THE_END, "yes", why, false)),
        "");
  }

  /** Whether it came to its end, passed or not. */
  @JsonIgnore
  public boolean isComplete() {
    return checks.stream().noneMatch(check -> check.what().equals(TO_THE_END));
  }

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
