package dev.naru.query.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class SettingsTest {

  @Test
  void withoutPoolsThereIsADefaultOne() {
    // when
    Pools pools = Pools.from(new MockEnvironment());

    // then
    assertThat(pools.byName()).containsOnlyKeys("default");
    assertThat(pools.byName().get("default").slots()).isEqualTo(10);
  }

  @Test
  void poolsAreReadWithTheirDefaults() {
    // given
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("naru.pools.bot.slots", "3")
            .withProperty("naru.pools.bot.max-result", "64KB")
            .withProperty("naru.pools.bot.slot-quarantine", "5s")
            .withProperty("naru.pools.bot.upstream.kind", "http")
            .withProperty("naru.pools.bot.upstream.url", "http://127.0.0.1:9000/answer");

    // when
    var bot = Pools.from(environment).byName().get("bot");

    // then
    assertThat(bot.slots()).isEqualTo(3);
    assertThat(bot.maxAttempts()).isEqualTo(3);
    assertThat(bot.maxResult().bytes()).isEqualTo(65_536);
    assertThat(bot.slotQuarantine()).isEqualTo(Duration.ofSeconds(5));
    assertThat(bot.upstream().kind()).isEqualTo(UpstreamKind.HTTP);
    assertThat(bot.upstream().timeout()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void anUpstreamOfKindOpenaiIsReadWithTheNameOfItsKey() {
    // given
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("naru.pools.bot.upstream.kind", "openai")
            .withProperty("naru.pools.bot.upstream.url", "http://127.0.0.1:9000/v1")
            .withProperty("naru.pools.bot.upstream.model", "small")
            .withProperty("naru.pools.bot.upstream.force-model", "true")
            .withProperty("naru.pools.bot.upstream.api-key-env", "LLM_KEY");

    // when
    UpstreamSettings upstream = Pools.from(environment).byName().get("bot").upstream();

    // then
    assertThat(upstream.model()).isEqualTo("small");
    assertThat(upstream.forceModel()).isTrue();
    assertThat(upstream.apiKeyEnv()).isEqualTo("LLM_KEY");
  }

  @Test
  void aPoolsNameMustFitATopic() {
    assertThatThrownBy(
            () -> Pools.from(new MockEnvironment().withProperty("naru.pools.[a_b].slots", "1")))
        .hasMessageContaining("naru.pools.a_b");
  }

  @Test
  void theWorkersSettingsHaveDefaults() {
    // when
    QuerySettings settings = QuerySettings.defaults();

    // then
    assertThat(settings.threads()).isNull();
    assertThat(settings.groupProtocol()).isEqualTo(GroupProtocol.CONSUMER);
    assertThat(settings.grace()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.worker()).endsWith("-" + ProcessHandle.current().pid());
  }

  @ParameterizedTest
  @CsvSource({
    "threads, 0",
    "grace, -1s",
    "retry-backoff, 0s",
    "max-retry-backoff, 1ms",
    "max-retry-after, 2h"
  })
  void impossibleValuesAreRefusedWithTheirKey(String key, String value) {
    // given
    MockEnvironment environment = new MockEnvironment().withProperty("naru.query." + key, value);

    // when then
    assertThatThrownBy(() -> Binder.get(environment).bind("naru.query", QuerySettings.class))
        .rootCause()
        .hasMessageContaining("naru.query." + key);
  }
}
