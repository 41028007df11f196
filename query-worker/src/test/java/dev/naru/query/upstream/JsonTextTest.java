package dev.naru.query.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.10",
        "\"x\"",
        "null",
        " {\"a\":[1,{}],\"b\":\"\\u0000\"}\n",
        "\"\\ud83d\\ude00\"",
        "[[],[]]"
      })
  void keepsJsonToTheLastDigit(String text) {
    assertThat(JsonText.valueOf(text).text()).isEqualTo(text.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "{", "1 2", "{}{}", "[1,]", "\"\\ud800\"", "{\"\\udc00\":1}", "NaN"})
  void wrapsWhatIsNoJsonOrCannotBeKept(String text) {
    // when
    String value = JsonText.valueOf(text).text();

    // then
    assertThat(value).startsWith("\"").endsWith("\"");
    assertThat(JsonText.isValue(value)).isTrue();
  }

  @Test
  void wrapsWhatIsNestedTooDeep() {
    // given
    String deep = "[".repeat(401) + "]".repeat(401);

    // when then
    assertThat(JsonText.valueOf(deep).text()).isEqualTo("\"" + deep + "\"");
    assertThat(JsonText.isValue("[".repeat(400) + "]".repeat(400))).isTrue();
  }
}
