package dev.naru.ingress.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionRequestTest {
  private static CompletionRequest read(String text) {
    return CompletionRequest.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatConcernsTheDoorIsReadAndAllOfItIsTheQuestion() {
    // given
    String text =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"안녕\"}],"
            + "\"temperature\":0.70,\"stream\":true,\"user\":\"ann\",\"tools\":[{\"a\":[1]}]}";

    // when
    CompletionRequest request = read(text);

    // then
    assertThat(request.payload().text()).as("every digit").isEqualTo(text);
    assertThat(request.stream()).isTrue();
    assertThat(request.model()).isEqualTo("m");
    assertThat(request.user()).isEqualTo("ann");
  }

  @Test
  void whatIsNullIsNotGiven() {
    // when
    CompletionRequest request =
        read("{\"messages\":[1],\"stream\":null,\"user\":null,\"model\":null}");

    // then
    assertThat(request.stream()).isFalse();
    assertThat(request.user()).isNull();
    assertThat(request.model()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "[]",
        "{",
        "{\"messages\":[1]} more",
        "{\"messages\":[1],\"messages\":[2]}",
        "{\"messages\":[\"\\ud800\"]}"
      })
  void whatIsNoJsonObjectIsRefused(String text) {
    // when
    DoorException refused = catchThrowableOfType(DoorException.class, () -> read(text));

    // then
    assertThat(refused.error().status()).isEqualTo(400);
    assertThat(refused.error().code()).isEqualTo("invalid_json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|messages",
        "{\"messages\":[]}|messages",
        "{\"messages\":\"hello\"}|messages",
        "{\"messages\":[1],\"stream\":\"yes\"}|stream",
        "{\"messages\":[1],\"model\":7}|model",
        "{\"messages\":[1],\"user\":7}|user",
        "{\"messages\":[1],\"user\":\"\"}|user",
        "{\"messages\":[1],\"user\":\"a\\nb\"}|user"
      })
  void aWrongFieldIsNamed(String text, String param) {
    // when
    DoorException refused = catchThrowableOfType(DoorException.class, () -> read(text));

    // then
    assertThat(refused.error().status()).isEqualTo(400);
    assertThat(refused.error().param()).isEqualTo(param);
    assertThat(refused.error().message()).startsWith("Expected");
  }

  @Test
  void aUserLeavesRoomForTheKeyBeforeIt() {
    // given
    String longest = "u".repeat(CompletionRequest.MOST_USER_CHARACTERS);

    // when
    CompletionRequest request = read("{\"messages\":[1],\"user\":\"" + longest + "\"}");
    DoorException refused =
        catchThrowableOfType(
            DoorException.class, () -> read("{\"messages\":[1],\"user\":\"" + longest + "x\"}"));

    // then
    assertThat(request.user()).isEqualTo(longest);
    assertThat(refused.error().param()).isEqualTo("user");
  }
}
