package dev.naru.evidence.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void percentilesAreValuesAtTheNearestRank() {
    // given
    List<Reply> replies = new ArrayList<>();
    for (int millis = 200; millis >= 1; millis--) {
      replies.add(new Reply("join", true, millis, 201));
    }
    replies.add(new Reply("leave", true, 9_999, 202));

    // when
    Statistics join = Statistics.of("join", replies);

    // then
    assertThat(join.count()).isEqualTo(200);
    assertThat(join.mean()).isEqualTo(100.5);
    assertThat(join.p50()).isEqualTo(100);
    assertThat(join.p95()).isEqualTo(190);
    assertThat(join.p99()).isEqualTo(198);
    assertThat(join.max()).isEqualTo(200);
  }

  @Test
  void failuresCountAndAreTold() {
    // given
    List<Reply> replies =
        List.of(
            new Reply("join", true, 10, 201),
            new Reply("join", false, 30, 503),
            new Reply("join", false, 20, 0));

    // when
    Statistics join = Statistics.of("join", replies);

    // then
    assertThat(join.failed()).isEqualTo(2);
    assertThat(join.mean()).isEqualTo(20);
    assertThat(join.failures()).isEqualTo(Map.of(503, 1L, 0, 1L));
  }

  @Test
  void nothingHasNoTimes() {
    assertThat(Statistics.of("join", List.of()).p95()).isZero();
    assertThat(Statistics.percentile(new int[] {7}, 1)).isEqualTo(7);
  }
}
