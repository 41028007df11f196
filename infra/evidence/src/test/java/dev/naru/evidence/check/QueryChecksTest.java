package dev.naru.evidence.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryChecksTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private static QueryReading query(int from, int to) {
    return new QueryReading("SUCCEEDED", true, START.plusSeconds(from), START.plusSeconds(to));
  }

  @Test
  void whatBeginsWhenAnotherEndsIsNotBesideIt() {
    assertThat(QueryChecks.mostAtOnce(List.of(query(0, 2), query(2, 4), query(1, 3)))).isEqualTo(2);
  }

  @Test
  void aThirdOneOnTwoSlotsIsSeen() {
    // given
    List<QueryReading> queries = List.of(query(0, 5), query(1, 5), query(2, 5));

    // when, then
    assertThat(QueryChecks.of(3, 2, queries, List.of()))
        .filteredOn(check -> !check.passed())
        .extracting(Check::found)
        .containsExactly("3");
  }

  @Test
  void anotherUsersAnswerIsNoAnswer() {
    // given
    List<QueryReading> queries =
        List.of(query(0, 1), new QueryReading("SUCCEEDED", false, null, null));

    // when, then
    assertThat(QueryChecks.of(2, 2, queries, List.of()))
        .filteredOn(check -> !check.passed())
        .extracting(Check::what)
        .containsExactly("queries answered with their own echo");
  }
}
