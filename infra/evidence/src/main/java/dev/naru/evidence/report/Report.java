package dev.naru.evidence.report;

import dev.naru.evidence.check.ScenarioResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a run has found.
 *
 * @param surroundings machine, JVM, version
 * @param settings what was run, and against what
 * @param again how to repeat it
 */
public record Report(
    String scenario,
    Instant start,
    Map<String, String> surroundings,
    Map<String, String> settings,
    List<ScenarioResult> results,
    List<String> again) {

  public boolean passed() {
    return results.stream().allMatch(ScenarioResult::passed);
  }

  public String verdict() {
    return passed() ? "PASSED" : "FAILED";
  }
}
