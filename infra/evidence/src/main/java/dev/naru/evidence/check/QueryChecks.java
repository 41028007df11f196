package dev.naru.evidence.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** More queries than slots: all are answered, and never more run at once than there are slots. */
public final class QueryChecks {
  private QueryChecks() {}

  public static List<Check> of(
      int asked, int slots, List<QueryReading> queries, List<Statistics> statistics) {
    List<Check> checks = new ArrayList<>();
    checks.add(Latencies.nobodyFailed(statistics));
    long answered =
        queries.stream()
            .filter(query -> query.state().equals("SUCCEEDED") && query.answered())
            .count();
    checks.add(Check.equal("queries answered with their own echo", (long) asked, answered));
    checks.add(
        Check.atMost("running at once, by the times users were told", slots, mostAtOnce(queries)));
    return checks;
  }

  /** The most intervals from start to finish that share a moment; ends are not part of them. */
  static int mostAtOnce(List<QueryReading> queries) {
    record Step(Instant at, int change) {}
    List<Step> steps = new ArrayList<>();
    for (QueryReading query : queries) {
      if (query.startedAt() != null && query.finishedAt() != null) {
        steps.add(new Step(query.startedAt(), 1));
        steps.add(new Step(query.finishedAt(), -1));
      }
    }
    steps.sort(Comparator.comparing(Step::at).thenComparingInt(Step::change));
    int running = 0;
    int most = 0;
    for (Step step : steps) {
      running += step.change();
      most = Math.max(most, running);
    }
    return most;
  }
}
