package dev.naru.chaos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which faults were survived, as Markdown. */
final class ReliabilityReport {
  private final List<Outcome> outcomes;

  ReliabilityReport(List<Outcome> outcomes) {
    this.outcomes = outcomes;
  }

  /**
   * @param command that was run
   */
  List<String> lines(String command, Instant at) {
    List<String> lines = new ArrayList<>();
    long joins = outcomes.stream().mapToLong(Outcome::joins).sum();
    long queries = outcomes.stream().mapToLong(Outcome::queries).sum();
    long good = outcomes.stream().filter(Outcome::isGood).count();
    lines.add("# Reliability");
    lines.add("");
    lines.add(
        "%s, `%s` on %d cores, Java %s, %s %s: **%d of %d seeds without a violation**, %,d joins and %,d queries."
            .formatted(
                at.truncatedTo(ChronoUnit.MINUTES),
                command,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                good,
                outcomes.size(),
                joins,
                queries));
    lines.add(
        "Two of each service, Kafka, Redis and Postgres, each a process of its own; faults drawn from the seed, several at once. Judged by both topics of the log,");
    lines.add(
        "the API, Postgres, the upstream's own record, and a replay of the whole log against the view after each seed (`infra/chaos`, `ChaosRun` and `Oracle`).");
    lines.add(
        "Silent, slow, refusing, and answers lost: by a TCP link before the server. Each seed drained within 60 s, or that is among its violations.");
    lines.add("");
    addFaults(lines);
    addSeeds(lines);
    return lines;
  }

  private void addFaults(List<String> lines) {
    Map<Fault, int[]> counts = new EnumMap<>(Fault.class);
    for (Outcome outcome : outcomes) {
      for (Plan.Occurrence occurrence : outcome.plan().occurrences()) {
        int[] count = counts.computeIfAbsent(occurrence.fault(), fault -> new int[2]);
        count[0]++;
        count[1] += outcome.isGood() ? 1 : 0;
      }
    }
    lines.add("| fault | times | in seeds without a violation |");
    lines.add("| --- | --- | --- |");
    counts.forEach(
        (fault, count) ->
            lines.add("| %s | %d | %d |".formatted(fault.words(), count[0], count[1])));
    lines.add("");
  }

  private void addSeeds(List<String> lines) {
    lines.add("| seed | faults | joins | queries | drained in | violations |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    for (Outcome outcome : outcomes) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %d | %s | %d | %d | %.1f s | %s |",
              outcome.plan().seed(),
              outcome.plan().words(),
              outcome.joins(),
              outcome.queries(),
              outcome.drainSeconds(),
              outcome.isGood()
                  ? "none"
                  : outcome.violations().size() + ": " + outcome.violations().getFirst()));
    }
  }
}
