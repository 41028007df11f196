package dev.naru.evidence;

import dev.naru.evidence.check.ScenarioResult;
import dev.naru.evidence.check.Statistics;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code naru evidence per-002 [--out FOLDER] [--data FOLDER] [--against URL]}: exit code 0 if the
 * scenario passed, 1 if not, 2 if it could not be run.
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
      try (Target target = Targets.find(arguments.against(), arguments.data(), out)) {
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
    Per002Settings settings = Per002Settings.published();
    String kafka = target.kafka();
    Per002 per002;
    List<ScenarioResult> results;
    try (EventLog log = kafka == null ? null : new EventLog(kafka)) {
      GatlingRun gatling = new GatlingRun(out.resolve(ReportFiles.GATLING));
      per002 = new Per002(settings, target.http(), log, gatling);
      results = per002.run(console::row);
    }
    Report report =
        new Report(
            arguments.scenario(),
            start,
            Surroundings.now(),
            facts(settings, target, per002.ownCosts()),
            results,
            List.of("./naru evidence " + arguments.scenario() + " --out FOLDER"));
    new ReportFiles(out).write(report);
    console.end(report, out);
    return report.passed();
  }

  private static Map<String, String> facts(
      Per002Settings settings, Target target, Optional<Statistics> ownCosts) {
    return Map.of(
        "target",
        target.http() + (target.isOwn() ? " (started for this run)" : " (was running)"),
        "log",
        target.kafka() == null ? "not read: its address is not known" : "read, from Kafka",
        "joins",
        "POST with Prefer: wait=5, answered when decided; a connection for each user; bursts of 1,000"
            + " and more repeat what was answered 503, with the same Idempotency-Key",
        "tool alone",
        ownCosts
            .map(
                it ->
                    "%d joins at once, answered by a pretended Naru in the tool itself: mean %.0f ms, 95th percentile %d ms"
                        .formatted(it.count(), it.mean(), it.p95()))
            .orElse("not measured"),
        "sizes",
        settings.toString());
  }
}
