package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.query.settings.QuerySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final QuerySettings settings = QuerySettings.defaults();

  @Test
  void doublesUpToTheLongest() {
    // given
    Backoff backoff = new Backoff(settings, () -> 1.0);

    // when then
    assertThat(backoff.after(1, Duration.ZERO)).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.after(2, Duration.ZERO)).isEqualTo(Duration.ofMillis(400));
    assertThat(backoff.after(6, Duration.ZERO)).isEqualTo(Duration.ofMillis(6_400));
    assertThat(backoff.after(7, Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
    assertThat(backoff.after(100, Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void jitterTakesUpToHalf() {
    assertThat(new Backoff(settings, () -> 0.0).after(1, Duration.ZERO))
        .isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void whatTheUpstreamAsksForIsGrantedWithinBounds() {
    // given
    Backoff backoff = new Backoff(settings, () -> 1.0);

    // when then
    assertThat(backoff.after(1, Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    assertThat(backoff.after(1, Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(60));
  }
}
