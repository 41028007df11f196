package dev.naru.evidence;

import dev.naru.evidence.check.ScenarioResult;
import dev.naru.evidence.load.GatlingRun;
import dev.naru.evidence.log.EventLog;
import dev.naru.evidence.report.Console;
import dev.naru.evidence.report.Report;
import dev.naru.evidence.report.ReportFiles;
import dev.naru.evidence.report.Surroundings;
import dev.naru.evidence.subject.Target;
import dev.naru.evidence.subject.Targets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code naru evidence SCENARIO [--out FOLDER] [--data FOLDER] [--against URL] [--compress N]}:
 * exit code 0 if the scenario passed, 1 if not, 2 if it could not be run.
 */
public final class EvidenceApplication {
  private EvidenceApplication() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) {
    try {
      Arguments arguments = Arguments.parse(args);
      Path out = ReportFiles.emptied(arguments.out());
      String recipe = Scenarios.recipe(arguments.scenario());
      try (Target target = Targets.find(arguments.against(), arguments.data(), out, recipe)) {
        return run(arguments, out, target) ? 0 : 1;
      }
    } catch (CannotRunException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      System.err.println("Interrupted");
      return 2;
    }
  }

  private static boolean run(Arguments arguments, Path out, Target target)
      throws InterruptedException {
    Instant start = Instant.now();
    Console console = new Console(System.out);
    console.begin(arguments.scenario(), target.http(), out);
    String kafka = target.kafka();
    Map<String, String> facts = new LinkedHashMap<>(facts(target));
    List<ScenarioResult> results;
    try (EventLog log = kafka == null ? null : new EventLog(kafka)) {
      GatlingRun gatling = new GatlingRun(out.resolve(ReportFiles.GATLING));
      Scenario scenario = Scenarios.of(arguments, target, log, gatling);
      results = scenario.run(console::row);
      facts.putAll(scenario.facts());
    }
    Report report =
        new Report(
            arguments.scenario(), start, Surroundings.now(), facts, results, again(arguments));
    new ReportFiles(out).write(report);
    console.end(report, out);
    return report.passed();
  }

  private static Map<String, String> facts(Target target) {
    return Map.of(
        "target",
        target.http() + (target.isOwn() ? " (started for this run)" : " (was running)"),
        "log",
        target.kafka() == null ? "not read: its address is not known" : "read, from Kafka");
  }

  private static List<String> again(Arguments arguments) {
    String compress = arguments.compress() == 1 ? "" : " --compress " + arguments.compress();
    return List.of("./naru evidence " + arguments.scenario() + compress + " --out FOLDER");
  }
}
