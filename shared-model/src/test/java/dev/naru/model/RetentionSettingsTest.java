package dev.naru.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionSettingsTest {

  @Test
  void zeroKeepsForEver() {
    // when
    RetentionSettings settings =
        new RetentionSettings(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(7));

    // then
    assertThat(settings.log()).isZero();
    assertThat(settings.history()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void whatIsTooShortIsNamed() {
    assertThatThrownBy(
            () -> new RetentionSettings(Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("'naru.retention.log' to be 1h or longer, or 0 to keep for ever");
  }
}
