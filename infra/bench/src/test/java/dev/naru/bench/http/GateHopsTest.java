package dev.naru.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GateHopsTest {
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  private final GateHops hops = new GateHops();

  @Test
  void aHopTakesFromTheStepBefore() {
    // given
    hops.add(FIRST, Step.ASKED, 0);
    double asked = WallClock.millis(0);

    // when
    List<String> rows =
        hops.rows(id -> Map.of(Step.SUBMITTED, asked + 2, Step.ASSIGNED, asked + 5));

    // then
    assertThat(rows)
        .startsWith(
            "| " + Step.SUBMITTED.what() + " | 2.0 | 2.0 | 2.0 | 1 |",
            "| " + Step.ASSIGNED.what() + " | 3.0 | 3.0 | 3.0 | 1 |");
    assertThat(rows).filteredOn(it -> it.endsWith("| 0 |")).hasSize(rows.size() - 2);
  }

  @Test
  void betweenTwoQueriesOfASlotTheEndOfTheFirstLeadsToTheCallOfTheSecond() {
    // given
    hops.add(FIRST, Step.ANSWERED, 0);
    hops.add(SECOND, Step.CALLED, 15_000_000);
    double answered = WallClock.millis(0);
    Map<Step, Double> second = new EnumMap<>(Step.class);
    second.put(Step.ASSIGNED, answered + 3);
    second.put(Step.HANDED_OUT, answered + 6);
    second.put(Step.CLAIMED, answered + 10);

    // when
    List<String> rows =
        hops.rowsBetween(
            id -> id.equals(FIRST) ? Map.of(Step.FINISHED, answered + 1) : second,
            List.of(List.of(FIRST, SECOND)));

    // then
    assertThat(rows)
        .extracting(it -> it.split(" \\| ")[1])
        .containsExactly("1.0", "2.0", "3.0", "4.0", "5.0");
  }
}
