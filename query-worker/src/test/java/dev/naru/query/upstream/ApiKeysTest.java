package dev.naru.query.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.InvalidSettingException;
import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

  @Test
  void aKeyIsFoundByItsName() {
    // when
    ApiKey key = new ApiKeys(Map.of("LLM_KEY", "sk-1\n")::get).of("bot", named("LLM_KEY"));

    // then
    assertThat(key.bearer()).isEqualTo("Bearer sk-1");
    assertThat(key).hasToString("ApiKey");
  }

  @Test
  void anUpstreamThatNamesNoneHasNone() {
    // when
    ApiKey key = new ApiKeys(name -> null).of("bot", named(null));

    // then
    assertThat(key.isNone()).isTrue();
    assertThat(key.hideIn("words")).isEqualTo("words");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "line\u0000", "schl\u00fcssel"})
  void whatCannotBeAKeyStopsTheStartAndIsNotRepeated(String text) {
    // given
    ApiKeys keys = new ApiKeys(name -> text);

    // when then
    assertThatThrownBy(() -> keys.of("bot", named("LLM_KEY")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("Expected 'naru.pools.bot.upstream.api-key-env' to be the name of")
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain(text.isBlank() ? "\"\"" : text);
  }

  @Test
  void aNameThatNobodyKnowsMayBeTheKeyItself() {
    // given
    ApiKeys keys = new ApiKeys(name -> null);

    // when then
    assertThatThrownBy(() -> keys.of("bot", named("secret0123")))
        .hasMessage(
            "Expected 'naru.pools.bot.upstream.api-key-env' to be the name of a variable in the query worker's environment, but it is one that is not set");
  }

  private static UpstreamSettings named(@Nullable String variable) {
    return new UpstreamSettings(
        UpstreamKind.OPENAI,
        URI.create("http://127.0.0.1:1/v1"),
        Duration.ofSeconds(60),
        null,
        null,
        variable,
        null,
        null);
  }
}
