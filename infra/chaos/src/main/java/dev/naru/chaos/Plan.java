package dev.naru.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What goes wrong in a run, drawn from its seed: the same for the same seed. Times are ms from the
 * run's begin.
 */
record Plan(long seed, List<Occurrence> occurrences) {
  private static final int FEWEST = 4;
  private static final int MOST = 7;
  private static final int FIRST_MILLIS = 2_000;
  private static final int BEGIN_WITHIN_MILLIS = 18_000;
  private static final int SHORTEST_MILLIS = 2_000;
  private static final int LONGER_BY_MILLIS = 8_000;

  /** One fault, from when to when. */
  record Occurrence(Fault fault, long from, long to) {}

  /** Something to do at a time. */
  record Step(long at, Fault fault, boolean begins) {}

  static Plan of(long seed) {
    Random random = new Random(seed);
    random.nextInt(); // the first draws of near seeds are near each other
    int count = FEWEST + random.nextInt(MOST - FEWEST + 1);
    Map<Fault.Target, List<Occurrence>> byTarget = new EnumMap<>(Fault.Target.class);
    List<Occurrence> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
      long from = FIRST_MILLIS + random.nextInt(BEGIN_WITHIN_MILLIS);
      long to = from + SHORTEST_MILLIS + random.nextInt(LONGER_BY_MILLIS);
      List<Occurrence> others =
          byTarget.computeIfAbsent(fault.target(), target -> new ArrayList<>());
      if (others.stream().noneMatch(other -> from <= other.to() && other.from() <= to)) {
        Occurrence occurrence = new Occurrence(fault, from, to);
        others.add(occurrence);
        drawn.add(occurrence);
      }
    }
    drawn.sort(Comparator.comparingLong(Occurrence::from));
    return new Plan(seed, drawn);
  }

  /** All beginnings and ends, by time. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Occurrence occurrence : occurrences) {
      steps.add(new Step(occurrence.from(), occurrence.fault(), true));
      steps.add(new Step(occurrence.to(), occurrence.fault(), false));
    }
    steps.sort(Comparator.comparingLong(Step::at));
    return steps;
  }

  String words() {
    StringBuilder words = new StringBuilder();
    for (Occurrence one : occurrences) {
      words
          .append(words.isEmpty() ? "" : ", ")
          .append(one.fault().words())
          .append(" %.0f–%.0f s".formatted(one.from() / 1e3, one.to() / 1e3));
    }
    return words.toString();
  }
}
