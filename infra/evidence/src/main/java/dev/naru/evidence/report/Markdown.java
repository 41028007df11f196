package dev.naru.evidence.report;

import dev.naru.evidence.check.Check;
import dev.naru.evidence.check.ScenarioResult;
import dev.naru.evidence.check.Statistics;
import java.util.List;
import java.util.Map;

/** The report as Markdown. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  private Markdown() {}

  static String of(Report report) {
    Markdown markdown = new Markdown();
    markdown.line("# %s: %s".formatted(report.scenario(), report.verdict())).line("");
    markdown.line("Begun " + report.start() + ". Times are the clients', in ms.").line("");
    markdown.summary(report.results());
    report.results().forEach(markdown::details);
    markdown.line("## Where and how").line("");
    markdown.facts(report.surroundings());
    markdown.facts(report.settings());
    markdown.line("").line("Again:").line("");
    report.again().forEach(command -> markdown.line("    " + command));
    return markdown.text.toString();
  }

  private void summary(List<ScenarioResult> results) {
    row(Rows.HEAD);
    row(Rows.HEAD.stream().map(head -> "---").toList());
    results.forEach(result -> row(Rows.of(result)));
    line("");
  }

  private void details(ScenarioResult result) {
    line("## " + result.name()).line("");
    row(List.of("request", "count", "failed", "mean", "p50", "p95", "p99", "max"));
    row(List.of("---", "---", "---", "---", "---", "---", "---", "---"));
    result.statistics().forEach(each -> row(cells(each)));
    line("");
    row(List.of("what", "expected", "found", ""));
    row(List.of("---", "---", "---", "---"));
    result.checks().forEach(each -> row(cells(each)));
    line("");
  }

  static List<String> cells(Statistics each) {
    return List.of(
        each.request(),
        "" + each.count(),
        "" + each.failed(),
        Rows.mean(each),
        "" + each.p50(),
        "" + each.p95(),
        "" + each.p99(),
        "" + each.max());
  }

  static List<String> cells(Check each) {
    return List.of(each.what(), each.expected(), each.found(), each.passed() ? "ok" : "FAILED");
  }

  private void facts(Map<String, String> facts) {
    facts.forEach((name, fact) -> line("- " + name + ": " + fact));
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private Markdown line(String line) {
    text.append(line).append('\n');
    return this;
  }
}
