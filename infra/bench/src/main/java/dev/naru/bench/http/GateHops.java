package dev.naru.bench.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Where a query's time goes, one hop at a time: what the log says, and what both ends saw. */
final class GateHops {
  private static final Step[] STEPS = Step.values();

  private final Map<UUID, EnumMap<Step, Double>> queries = new LinkedHashMap<>();

  /** Adds what was seen of a query from outside, by {@link System#nanoTime()}. */
  synchronized void add(UUID query, Step step, long nanoTime) {
    queries
        .computeIfAbsent(query, it -> new EnumMap<>(Step.class))
        .put(step, WallClock.millis(nanoTime));
  }

  /** The hops of a query, each from the step before. */
  List<String> rows(Function<UUID, Map<Step, Double>> log) {
    List<String> rows = new ArrayList<>();
    queries.forEach((id, seen) -> seen.putAll(log.apply(id)));
    for (int i = 1; i < STEPS.length; i++) {
      Step from = STEPS[i - 1];
      Step to = STEPS[i];
      if (to != Step.ANSWERED) {
        double[] took =
            queries.values().stream()
                .filter(it -> it.containsKey(from) && it.containsKey(to))
                .mapToDouble(it -> it.get(to) - it.get(from))
                .sorted()
                .toArray();
        rows.add(row(to.what(), took));
      }
    }
    return rows;
  }

  /**
   * The hops of a slot from one query to the next that waits.
   *
   * @param slots the queries of each slot, in their order
   */
  List<String> rowsBetween(Function<UUID, Map<Step, Double>> log, Iterable<List<UUID>> slots) {
    queries.forEach((id, seen) -> seen.putAll(log.apply(id)));
    List<List<Double>> hops =
        List.of(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (List<UUID> slot : slots) {
      for (int i = 1; i < slot.size(); i++) {
        EnumMap<Step, Double> before = queries.get(slot.get(i - 1));
        EnumMap<Step, Double> after = queries.get(slot.get(i));
        if (before != null && after != null) {
          add(hops, between(before, after));
        }
      }
    }
    List<String> what =
        List.of(
            "answered → " + Step.FINISHED.what(),
            "polled and decided: the next QueryAssigned is sent",
            Step.HANDED_OUT.what(),
            Step.CLAIMED.what(),
            Step.CALLED.what());
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < what.size(); i++) {
      rows.add(row(what.get(i), hops.get(i).stream().mapToDouble(it -> it).sorted().toArray()));
    }
    return rows;
  }

  /** Empty if a step is not known. */
  private static double[] between(EnumMap<Step, Double> before, EnumMap<Step, Double> after) {
    Double[] steps = {
      before.get(Step.ANSWERED),
      before.get(Step.FINISHED),
      after.get(Step.ASSIGNED),
      after.get(Step.HANDED_OUT),
      after.get(Step.CLAIMED),
      after.get(Step.CALLED)
    };
    if (Arrays.stream(steps).anyMatch(it -> it == null)) {
      return new double[0];
    }
    double[] hops = new double[steps.length - 1];
    for (int i = 0; i < hops.length; i++) {
      hops[i] = steps[i + 1] - steps[i];
    }
    return hops;
  }

  private static void add(List<List<Double>> hops, double[] values) {
    for (int i = 0; i < values.length; i++) {
      hops.get(i).add(values[i]);
    }
  }

  private static String row(String what, double[] sorted) {
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %d |",
        what,
        mean,
        at(sorted, 50),
        at(sorted, 99),
        sorted.length);
  }

  private static double at(double[] sorted, int percent) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max((int) Math.ceil(sorted.length * percent / 100.0), 1) - 1];
  }
}
