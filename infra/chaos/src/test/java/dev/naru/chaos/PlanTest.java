package dev.naru.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.chaos.Plan.Occurrence;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {

  @Test
  void theSameSeedDrawsTheSameFaultsAndAnotherOneOthers() {
    // when, then
    assertThat(Plan.of(7)).isEqualTo(Plan.of(7));
    assertThat(Plan.of(8).occurrences()).isNotEqualTo(Plan.of(7).occurrences());
  }

  @Test
  void manySeedsDrawEveryFaultAndSomeTogether() {
    // when
    Set<Fault> drawn = EnumSet.noneOf(Fault.class);
    long together =
        LongStream.rangeClosed(1, 60)
            .mapToObj(Plan::of)
            .peek(plan -> plan.occurrences().forEach(one -> drawn.add(one.fault())))
            .filter(PlanTest::hasTwoAtOnce)
            .count();

    // then
    assertThat(drawn).containsExactlyInAnyOrder(Fault.values());
    assertThat(together).isGreaterThan(40);
  }

  @Test
  void oneThingAtATimeBefallsEach() {
    LongStream.rangeClosed(1, 200)
        .mapToObj(Plan::of)
        .forEach(
            plan ->
                assertThat(plan.occurrences())
                    .allMatch(one -> plan.occurrences().stream().noneMatch(it -> clash(one, it))));
  }

  private static boolean hasTwoAtOnce(Plan plan) {
    return plan.occurrences().stream()
        .anyMatch(one -> plan.occurrences().stream().anyMatch(it -> it != one && overlap(one, it)));
  }

  private static boolean clash(Occurrence one, Occurrence other) {
    return one != other && one.fault().target() == other.fault().target() && overlap(one, other);
  }

  private static boolean overlap(Occurrence one, Occurrence other) {
    return one.from() <= other.to() && other.from() <= one.to();
  }
}
