package dev.naru.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code naru chaos}: runs seeds against a world of its own and reports. Exit code 0 if no seed
 * broke an invariant, 1 if one did, 2 if it could not be run.
 */
public final class ChaosApplication {
  private static final String USAGE =
      "Usage: naru chaos [--seeds 30] [--from 1] [--joins 1000] [--out REPORT.md]";
  private static final Set<String> OPTIONS = Set.of("--seeds", "--from", "--joins", "--out");
  private static final int SHOWN = 20;

  private ChaosApplication() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    System.setProperty("logback.configurationFile", "dev/naru/chaos/logback.xml");
    try {
      System.exit(run(options(args), String.join(" ", args)) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
    }
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "Expected one of %s with a value, but found '%s'".formatted(OPTIONS, args[i]));
      }
      options.put(args[i], args[i + 1]);
    }
    return options;
  }

  private static long number(Map<String, String> options, String name, long absent) {
    String text = options.getOrDefault(name, Long.toString(absent));
    if (!text.matches("[0-9]{1,9}") || text.equals("0")) {
      throw new IllegalArgumentException(
          "Expected %s to be a number from 1, but it is '%s'".formatted(name, text));
    }
    return Long.parseLong(text);
  }

  private static boolean run(Map<String, String> options, String arguments)
      throws IOException, InterruptedException {
    long first = number(options, "--from", 1);
    long seeds = number(options, "--seeds", 30);
    long joins = number(options, "--joins", 1_000);
    String out = options.get("--out");
    List<Outcome> outcomes = new ArrayList<>();
    try (Worlds worlds = new Worlds()) {
      for (long seed = first; seed < first + seeds; seed++) {
        Outcome outcome = run(worlds, Plan.of(seed), joins);
        outcomes.add(outcome);
        if (!outcome.isGood()) {
          worlds.leave();
        }
        if (out != null) {
          // after each seed: a run of hours that is cut off has shown what it has shown
          ReliabilityReport report = new ReliabilityReport(outcomes);
          Files.write(Path.of(out), report.lines("./naru chaos " + arguments, Instant.now()));
        }
      }
    }
    return outcomes.stream().allMatch(Outcome::isGood);
  }

  private static Outcome run(Worlds worlds, Plan plan, long joins)
      throws IOException, InterruptedException {
    World world = worlds.sound();
    System.err.printf("seed %d: %s%n", plan.seed(), plan.words());
    Outcome outcome = outcome(world, plan, joins);
    System.err.printf(
        "  %d joins, %d queries, drained in %.1f s: %s%n",
        outcome.joins(),
        outcome.queries(),
        outcome.drainSeconds(),
        outcome.isGood() ? "no violation" : outcome.violations().size() + " VIOLATIONS");
    outcome.violations().stream().limit(SHOWN).forEach(it -> System.err.println("  ! " + it));
    if (!outcome.isGood()) {
      System.err.printf(
          "  that seed alone: ./naru chaos --seeds 1 --from %d --joins %d%n", plan.seed(), joins);
    }
    return outcome;
  }

  /** What cannot be judged to its end does not hold. */
  private static Outcome outcome(World world, Plan plan, long joins) throws InterruptedException {
    try {
      return new ChaosRun(world, plan, joins).run();
    } catch (IOException | RuntimeException e) {
      return new Outcome(plan, 0, 0, 0, List.of("the run did not come to its end: " + e));
    }
  }
}
