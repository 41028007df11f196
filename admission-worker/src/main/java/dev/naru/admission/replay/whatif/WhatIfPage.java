package dev.naru.admission.replay.whatif;

import dev.naru.model.EndReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** The report as one HTML page: figures and charts, with nothing to fetch from anywhere. */
public final class WhatIfPage {
  private final Outcome recorded;
  private final Outcome imagined;

  private WhatIfPage(Outcome recorded, Outcome imagined) {
    this.recorded = recorded;
    this.imagined = imagined;
  }

  /**
   * Returns the page.
   *
   * @param question what was imagined, for people, as text
   */
  public static String of(String question, Outcome recorded, Outcome imagined) {
    WhatIfPage page = new WhatIfPage(recorded, imagined);
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Naru: what if</title><style>
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2933; }
        table { border-collapse: collapse; } td, th { padding: .2rem 1.2rem .2rem 0; text-align: left; }
        td + td, th + th { text-align: right; font-variant-numeric: tabular-nums; }
        svg { width: 100%%; font-size: 11px; } svg line { stroke: #d9e0e6; } svg text { fill: #5b6b79; } svg .value { text-anchor: end; }
        path { fill: none; stroke-width: 1.5; } .recorded { stroke: #8795a1; } .imagined { stroke: #c2410c; }
        .key { display: inline-block; width: 1.4rem; border-top: 3px solid; vertical-align: middle; margin: 0 .4rem 0 1rem; }
        </style></head><body>
        <h1>What if</h1><p>%s</p>
        <p><span class="key" style="border-color:#8795a1"></span>recorded<span class="key" style="border-color:#c2410c"></span>imagined</p>
        %s%s</body></html>
        """
        .formatted(HtmlUtils.htmlEscape(question), page.table(), page.charts());
  }

  private String table() {
    String rows =
        String.join(
            "",
            row("sessions", recorded.sessions(), imagined.sessions()),
            row("admitted", recorded.admitted(), imagined.admitted()),
            row("most active at once", recorded.maxActive(), imagined.maxActive()),
            row("most waiting at once", recorded.maxWaiting(), imagined.maxWaiting()),
            row(
                "wait, half of them, s",
                recorded.waitSeconds().p50(),
                imagined.waitSeconds().p50()),
            row("wait, 95 %, s", recorded.waitSeconds().p95(), imagined.waitSeconds().p95()),
            row("wait, longest, s", recorded.waitSeconds().max(), imagined.waitSeconds().max()),
            ends(),
            row("queries finished", recorded.queries().finished(), imagined.queries().finished()),
            row(
                "query in the queue, half of them, s",
                recorded.queries().queueSeconds().p50(),
                imagined.queries().queueSeconds().p50()),
            row(
                "query in the queue, 95 %, s",
                recorded.queries().queueSeconds().p95(), imagined.queries().queueSeconds().p95()),
            row(
                "use of the slots, %",
                100 * recorded.queries().slotUse(), 100 * imagined.queries().slotUse()));
    return "<table><tr><th></th><th>recorded</th><th>imagined</th></tr>" + rows + "</table>";
  }

  private String ends() {
    return Arrays.stream(EndReason.values())
        .filter(it -> recorded.ended().containsKey(it) || imagined.ended().containsKey(it))
        .map(
            it ->
                row(
                    "ended: " + it,
                    recorded.ended().getOrDefault(it, 0L),
                    imagined.ended().getOrDefault(it, 0L)))
        .collect(Collectors.joining());
  }

  private static String row(String name, long before, long after) {
    return String.format(
        Locale.ROOT, "<tr><td>%s</td><td>%,d</td><td>%,d</td></tr>", name, before, after);
  }

  private static String row(String name, double before, double after) {
    return String.format(
        Locale.ROOT, "<tr><td>%s</td><td>%,.1f</td><td>%,.1f</td></tr>", name, before, after);
  }

  private String charts() {
    Outcome.OverTime before = recorded.series();
    Outcome.OverTime after = imagined.series();
    return String.join(
        "",
        List.of(
            chart("Active sessions", before.active(), after.active()),
            chart("Waiting sessions", before.waiting(), after.waiting()),
            chart("Longest wait, s, by admission", before.waitSeconds(), after.waitSeconds()),
            chart("Slots at work", before.busySlots(), after.busySlots())));
  }

  private static String chart(String title, Series before, Series after) {
    return "<h2>" + title + "</h2>" + LineChart.svg(before, after);
  }
}
