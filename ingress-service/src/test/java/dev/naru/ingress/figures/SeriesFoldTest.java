package dev.naru.ingress.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.figures.Counts.Admitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesFoldTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void theLineGoesBackFromHowManyWaitNowAndTheSeatsForwardFromBefore() {
    // given
    Counts counts = Counts.after(4);
    counts.active().put(11L, 20);
    counts.joined().put(10L, 7L);
    counts.joined().put(12L, 2L);
    counts.left().put(12L, 1L);
    counts.admitted().put(11L, new Admitted(3, 1.5, 2.0));

    // when
    List<Point> points = new SeriesFold(counts, MINUTE).points(9, 12, 5);

    // then
    assertThat(points)
        .containsExactly(
            new Point(Instant.ofEpochSecond(540), 4, 0, 0, 0, 0, null, null),
            new Point(Instant.ofEpochSecond(600), 4, 7, 7, 0, 0, null, null),
            new Point(Instant.ofEpochSecond(660), 20, 4, 0, 3, 0, 1.5, 2.0),
            new Point(Instant.ofEpochSecond(720), 20, 5, 2, 0, 1, null, null));
  }

  @Test
  void aHistoryThatIsBehindTheViewNeverMakesALineShorterThanNone() {
    // given
    Counts counts = Counts.after(0);
    counts.joined().put(2L, 9L);

    // when
    List<Point> points = new SeriesFold(counts, MINUTE).points(1, 2, 3);

    // then
    assertThat(points).extracting(Point::waiting).containsExactly(0L, 3L);
  }
}
