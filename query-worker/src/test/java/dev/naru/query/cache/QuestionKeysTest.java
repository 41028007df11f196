package dev.naru.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.ByteSize;
import dev.naru.model.CacheSettings;
import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuestionKeysTest {

  @Test
  void theOrderOfFieldsAndTheSpaceBetweenThemMeanNothing() {
    QuestionKeys keys = keys(null, false);

    assertThat(key(keys, "one", "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}"))
        .isEqualTo(key(keys, "one", "{ \"b\" : {\"d\":3,\"c\":2}, \"a\" : 1 }"))
        .isNotEqualTo(key(keys, "one", "{\"a\":1,\"b\":{\"c\":2,\"d\":4}}"))
        .matches("naru:cache:bot:\\{[0-9a-f]{64}}");
  }

  @Test
  void onlyTheNamedFieldsCount() {
    QuestionKeys keys = keys(List.of("messages"), false);

    assertThat(key(keys, "one", "{\"messages\":[\"a\"],\"user\":\"x\"}"))
        .isEqualTo(key(keys, "one", "{\"user\":\"y\",\"messages\":[\"a\"]}"))
        .isNotEqualTo(key(keys, "one", "{\"messages\":[\"b\"]}"))
        .isNotEqualTo(key(keys, "one", "{}"));
    assertThat(key(keys, "one", "\"a\"")).isNotEqualTo(key(keys, "one", "\"b\""));
  }

  @Test
  void roomsShareAnswersOnlyIfTheSettingsSaySo() {
    assertThat(key(keys(null, false), "one", "1"))
        .isNotEqualTo(key(keys(null, false), "other", "1"));
    assertThat(key(keys(null, true), "one", "1")).isEqualTo(key(keys(null, true), "other", "1"));
  }

  @Test
  void anotherUpstreamIsAnotherAnswer() {
    CacheSettings settings = settings(null, false);
    QuestionKeys other =
        new QuestionKeys(
            "bot",
            UpstreamSettings.of(
                UpstreamKind.HTTP, URI.create("http://127.0.0.1:9000"), Duration.ofSeconds(1)),
            settings);

    assertThat(key(other, "one", "1")).isNotEqualTo(key(keys(null, false), "one", "1"));
  }

  private static String key(QuestionKeys keys, String room, String payload) {
    return keys.of(Questions.of(room, payload));
  }

  private static QuestionKeys keys(@Nullable List<String> key, boolean acrossRooms) {
    return new QuestionKeys("bot", UpstreamSettings.ECHO, settings(key, acrossRooms));
  }

  private static CacheSettings settings(@Nullable List<String> key, boolean acrossRooms) {
    return new CacheSettings(Duration.ofMinutes(1), ByteSize.ofKilobytes(1), key, acrossRooms);
  }
}
