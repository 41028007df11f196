package dev.naru.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a component that is not given takes its default
class IngressSettingsTest {
  @Test
  void whatIsNotGivenTakesItsDefault() {
    // when
    IngressSettings settings = new IngressSettings(null, null, null, null, null);

    // then
    assertThat(settings.keyFolder()).isEqualTo(Path.of(".naru/keys"));
    assertThat(settings.tokenLife()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.lingerMillis()).isEqualTo(1);
    assertThat(settings.keyRotation()).isEqualTo(Duration.ofDays(30));
    assertThat(Instance.of(settings, "8080").name()).endsWith(":8080");
  }

  @Test
  void anImpossibleValueIsNamed() {
    // then
    assertThatThrownBy(() -> new IngressSettings(null, null, Duration.ZERO, null, null))
        .hasMessageContaining("naru.ingress.token-life");
    assertThatThrownBy(() -> new IngressSettings(null, null, null, 500, null))
        .hasMessageContaining("naru.ingress.linger-millis");
    assertThatThrownBy(() -> new IngressSettings(null, null, null, null, Duration.ofMinutes(1)))
        .hasMessageContaining("naru.ingress.key-rotation");
    assertThatThrownBy(() -> new IngressSettings(" ", null, null, null, null))
        .hasMessageContaining("naru.ingress.instance");
  }
}
