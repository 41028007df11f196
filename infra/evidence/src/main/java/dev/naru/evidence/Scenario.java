package dev.naru.evidence;

import dev.naru.evidence.check.ScenarioResult;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A load test: one load after the other, each with its own checks. */
interface Scenario {

  /**
   * Runs it.
   *
   * @param asTheyCome is told each load's result at once
   */
  List<ScenarioResult> run(Consumer<ScenarioResult> asTheyCome) throws InterruptedException;

  /** How it was run, in words, by what it is about. */
  Map<String, String> facts();
}
