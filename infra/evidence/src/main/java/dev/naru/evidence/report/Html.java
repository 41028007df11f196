package dev.naru.evidence.report;

import dev.naru.evidence.check.ScenarioResult;
import java.util.List;
import java.util.Map;

/** The report as one page that needs nothing else; it links to Gatling's. */
final class Html {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>%1$s: %2$s</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222; }
      table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
      th, td { border: 1px solid #ccc; padding: .25rem .6rem; text-align: left; }
      th { background: #f3f3f3; }
      .PASSED, .ok { color: #05691c; font-weight: 600; }
      .FAILED { color: #b00020; font-weight: 600; }
      </style></head><body>
      <h1>%1$s: <span class="%2$s">%2$s</span></h1>
      <p>Begun %3$s. Times are the clients', in ms.</p>
      """;

  private final StringBuilder text = new StringBuilder();

  private Html() {}

  static String of(Report report) {
    Html html = new Html();
    html.text.append(HEAD.formatted(escaped(report.scenario()), report.verdict(), report.start()));
    html.table(Rows.HEAD, report.results().stream().map(Rows::of).toList());
    report.results().forEach(html::details);
    html.text.append("<h2>Where and how</h2>\n<ul>\n");
    html.facts(report.surroundings());
    html.facts(report.settings());
    html.text.append("</ul>\n<p>Again:</p>\n");
    report.again().forEach(command -> html.element("pre", command));
    return html.text.append("</body></html>\n").toString();
  }

  private void details(ScenarioResult result) {
    element("h2", result.name());
    table(
        List.of("request", "count", "failed", "mean", "p50", "p95", "p99", "max"),
        result.statistics().stream().map(Markdown::cells).toList());
    table(
        List.of("what", "expected", "found", ""),
        result.checks().stream().map(Markdown::cells).toList());
    if (!result.gatling().isEmpty()) {
      text.append(
          "<p><a href=\"%s/%s/index.html\">Gatling's report</a></p>\n"
              .formatted(ReportFiles.GATLING, escaped(result.gatling())));
    }
  }

  private void table(List<String> head, List<List<String>> rows) {
    text.append("<table>\n<tr>");
    head.forEach(cell -> text.append("<th>").append(escaped(cell)).append("</th>"));
    text.append("</tr>\n");
    rows.forEach(this::row);
    text.append("</table>\n");
  }

  private void row(List<String> cells) {
    text.append("<tr>");
    for (String cell : cells) {
      boolean verdict = List.of("PASSED", "FAILED", "ok").contains(cell);
      text.append(verdict ? "<td class=\"" + cell + "\">" : "<td>")
          .append(escaped(cell))
          .append("</td>");
    }
    text.append("</tr>\n");
  }

  private void facts(Map<String, String> facts) {
    facts.forEach((name, fact) -> element("li", name + ": " + fact));
  }

  private void element(String name, String content) {
    text.append("<%1$s>%2$s</%1$s>%n".formatted(name, escaped(content)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
