package dev.naru.admission.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.EndReason;
import dev.naru.model.RefusalReason;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Event;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.TermBegan;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of seeded runs (the idea is TigerBeetle's VOPR). {@code -Dnaru.sim.runs=N} says how
 * many, {@code -Dnaru.sim.from=SEED} where to begin, {@code -Dnaru.sim.seed=SEED} reruns one.
 */
class SimulationTest {
  private static final int RUNS = 2_000;

  /** From so many runs on, the chance that one thing was never seen is gone. */
  private static final int ENOUGH_TO_SEE_ALL = 1_000;

  @Test
  void everyRunKeepsTheInvariants() {
    // given
    Long one = Long.getLong("naru.sim.seed");
    long from = one == null ? Long.getLong("naru.sim.from", 1) : one;
    int runs = one == null ? Integer.getInteger("naru.sim.runs", RUNS) : 1;
    Coverage coverage = new Coverage();
    long began = System.nanoTime();

    // when
    Optional<AssertionError> failure =
        LongStream.range(from, from + runs)
            .parallel()
            .mapToObj(seed -> run(seed, coverage))
            .flatMap(Optional::stream)
            .findFirst();

    // then
    failure.ifPresent(
        error -> {
          throw error;
        });
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.println(runs + " runs in " + took.toMillis() + " ms: " + coverage);
    if (runs >= ENOUGH_TO_SEE_ALL) {
      assertThat(coverage.seen()).containsKeys(everything());
      assertThat(coverage.largest()).isGreaterThanOrEqualTo(1_000);
    }
  }

  private static Optional<AssertionError> run(long seed, Coverage coverage) {
    Simulation simulation = new Simulation(seed, coverage);
    try {
      simulation.run();
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      String message =
          "Seed %d broke at %s%n  %s%nRun it again: mvn -pl admission-worker test -Dtest=SimulationTest -Dnaru.sim.seed=%d"
              .formatted(seed, simulation.where(), e.getMessage(), seed);
      return Optional.of(new AssertionError(message, e));
    }
  }

  /** Every event, refusal and end that this version can come to. */
  private static String[] everything() {
    Set<EndReason> never = Set.of(EndReason.EVICTED, EndReason.REFUSED);
    List<Class<?>> byReason = List.of(CommandRefused.class, SessionEnded.class, TermBegan.class);
    return Stream.of(
            Arrays.stream(Event.class.getPermittedSubclasses())
                .filter(type -> !byReason.contains(type))
                .map(Class::getSimpleName),
            Arrays.stream(RefusalReason.values()).map(Enum::name),
            Arrays.stream(EndReason.values()).filter(r -> !never.contains(r)).map(Enum::name))
        .flatMap(names -> names)
        .toArray(String[]::new);
  }
}
