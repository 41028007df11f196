package dev.naru.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.wire.WireFormat;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamSettingsTest {
  private static final URI URL = URI.create("http://127.0.0.1:11434/v1");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Test
  void whatIsNotGivenIsNotWritten() {
    // given
    UpstreamSettings settings =
        new UpstreamSettings(
            UpstreamKind.OPENAI, URL, TIMEOUT, "small", false, null, Duration.ZERO, null);

    // when
    String text = new WireFormat().encodePart(settings);

    // then
    assertThat(text)
        .isEqualTo(
            "{\"kind\":\"OPENAI\",\"url\":\"http://127.0.0.1:11434/v1\",\"timeout\":\"PT1M\",\"model\":\"small\"}");
    assertThat(new WireFormat().decodePart(text, UpstreamSettings.class)).isEqualTo(settings);
  }

  @Test
  void whatIsGivenIsReadAgain() {
    // given
    UpstreamSettings settings = openai(URL, "small", true, "LLM_KEY");

    // when
    String text = new WireFormat().encodePart(settings);

    // then
    assertThat(new WireFormat().decodePart(text, UpstreamSettings.class)).isEqualTo(settings);
    assertThat(settings.withTimeout(Duration.ofSeconds(1)).apiKeyEnv()).isEqualTo("LLM_KEY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-0123456789", "", "A B", "1A", "${LLM_KEY}"})
  void whatIsNoNameOfAVariableIsRefusedAndNotRepeated(String variable) {
    assertThatThrownBy(() -> openai(URL, null, null, variable))
        .hasMessage(
            "Expected 'upstream.api-key-env' to be the name of an environment variable, and not the key itself, but it is something else");
  }

  @Test
  void aModelMustBeOneAndThereIfItIsForced() {
    assertThatThrownBy(() -> openai(URL, " ", null, null)).hasMessageContaining("upstream.model");
    assertThatThrownBy(() -> openai(URL, null, true, null)).hasMessageContaining("upstream.model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1/v1?key=secret", "http://127.0.0.1/v1#secret"})
  void aBaseEndsWithItsPath(String url) {
    assertThatThrownBy(() -> openai(URI.create(url), null, null, null))
        .hasMessageContaining("upstream.url")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void waitsHaveLimits() {
    assertThatThrownBy(() -> http(Duration.ofNanos(1), null))
        .hasMessageContaining("upstream.first-byte-timeout");
    assertThatThrownBy(() -> http(null, Duration.ofHours(25)))
        .hasMessageContaining("upstream.chunk-timeout");
    assertThat(http(Duration.ZERO, null).firstByteTimeout()).isNull();
  }

  private static UpstreamSettings http(@Nullable Duration firstByte, @Nullable Duration chunk) {
    return new UpstreamSettings(
        UpstreamKind.HTTP, URL, TIMEOUT, null, null, null, firstByte, chunk);
  }

  @Test
  void whatOnlyOpenaiHasIsRefusedElsewhere() {
    assertThatThrownBy(
            () ->
                new UpstreamSettings(
                    UpstreamKind.HTTP, URL, TIMEOUT, null, null, "LLM_KEY", null, null))
        .hasMessageContaining("upstream.api-key-env");
    assertThatThrownBy(
            () ->
                new UpstreamSettings(
                    UpstreamKind.ECHO, null, TIMEOUT, "small", null, null, null, null))
        .hasMessageContaining("upstream.model");
  }

  private static UpstreamSettings openai(
      URI url, @Nullable String model, @Nullable Boolean forceModel, @Nullable String variable) {
    return new UpstreamSettings(
        UpstreamKind.OPENAI,
        url,
        TIMEOUT,
        model,
        forceModel,
        variable,
        null,
        Duration.ofSeconds(5));
  }
}
