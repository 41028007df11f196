package dev.naru.ingress.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class LanguagesTest {
  private static final Pattern PLACE = Pattern.compile("\\{[a-z]+}");

  private static Map<String, String> words(String language) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            LanguagesTest.class.getResourceAsStream("/page/lang/" + language + ".json"))) {
      return JsonMapper.shared().readValue(file, new TypeReference<TreeMap<String, String>>() {});
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ko"})
  void everyLanguageSaysAllThatEnglishSays(String language) throws IOException {
    // given
    Map<String, String> english = words("en");
    english.keySet().removeIf(key -> key.endsWith(".one"));

    // when
    Map<String, String> other = words(language);
    other.keySet().removeIf(key -> key.endsWith(".one"));

    // then
    assertThat(other.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) ->
            assertThat(PLACE.matcher(other.get(key)).results().map(r -> r.group()))
                .as(key)
                .containsExactlyInAnyOrderElementsOf(
                    PLACE.matcher(text).results().map(r -> r.group()).toList()));
  }

  @Test
  void packagedAreThoseWithAFile() {
    // when
    Languages languages = Languages.packaged();

    // then
    assertThat(languages.best("ko")).isEqualTo("ko");
    assertThat(languages.best("de")).isEqualTo("en");
    assertThat(languages.best("ko,".repeat(1_000))).isEqualTo("en");
    assertThat(languages.best(null)).isEqualTo("en");
  }
}
