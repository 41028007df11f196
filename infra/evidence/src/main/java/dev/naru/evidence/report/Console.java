package dev.naru.evidence.report;

import dev.naru.evidence.check.Check;
import dev.naru.evidence.check.ScenarioResult;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;

/** Prints the summary, row by row as the scenarios end. */
public final class Console {
  private static final String ROW = "%-14s %6s %-8s %9s %7s %8s %7s %7s %7s %8s  %s%n";

  private final PrintStream out;

  public Console(PrintStream out) {
    this.out = out;
  }

  public void begin(String scenario, URI naru, Path folder) {
    out.printf("%s against %s; reports go to %s%n%n", scenario, naru, folder);
    out.printf(ROW, Rows.HEAD.toArray());
    out.flush();
  }

  public void row(ScenarioResult result) {
    out.printf(ROW, Rows.of(result).toArray());
    for (Check check : result.checks()) {
      if (!check.passed()) {
        out.printf(
            "    FAILED %s: expected %s, found %s%n",
            check.what(), check.expected(), check.found());
      }
    }
    out.flush();
  }

  public void end(Report report, Path folder) {
    out.printf(
        "%n%s: %s. %s%n", report.scenario(), report.verdict(), folder.resolve("report.html"));
    out.flush();
  }
}
