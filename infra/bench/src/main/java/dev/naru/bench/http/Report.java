package dev.naru.bench.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a Markdown report, each shown as soon as it is known. */
final class Report {
  private final List<String> lines = new ArrayList<>();

  void say(String line) {
    lines.add(line);
    System.out.println(line);
  }

  /** Begins a table of rounds. */
  void begin() {
    say("");
    say(
        "| what | answers/s | p50 | p95 | p99 | max | other answers | new connections | client's share of CPU |");
    say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
  }

  /**
   * Adds a round to the table.
   *
   * @param serverCpuNanos 0 if nobody knows
   */
  void row(String what, Round round, long serverCpuNanos) {
    Latencies latencies = round.latencies();
    double share = 100.0 * round.clientCpuNanos() / (round.clientCpuNanos() + serverCpuNanos);
    say(
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %.1f | %.1f | %.1f | %.1f | %d | %d | %s |",
            what,
            round.perSecond(),
            latencies.millis(50),
            latencies.millis(95),
            latencies.millis(99),
            latencies.millis(100),
            round.others(),
            round.reconnections(),
            serverCpuNanos == 0 ? "" : String.format(Locale.ROOT, "%.0f %%", share)));
  }

  List<String> lines() {
    return lines;
  }
}
