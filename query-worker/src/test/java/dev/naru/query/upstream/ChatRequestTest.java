package dev.naru.query.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.RawJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{}                | -     | false | {}",
        "{}                | small | false | {\"model\":\"small\"}",
        "{\"model\":null}  | small | false | {\"model\":\"small\"}",
        "{\"model\":\"x\"} | small | false | {\"model\":\"x\"}",
        "{\"model\":\"x\"} | small | true  | {\"model\":\"small\"}",
        "{\"n\":12345678901234567890.10} | - | false | {\"n\":12345678901234567890.10}"
      })
  void theModelIsFilledInWhereItIsMissing(
      String payload, @Nullable String model, boolean force, String body) {
    // when
    ChatRequest request = ChatRequest.of(new RawJson(payload), model, force);

    // then
    assertThat(request).isEqualTo(new ChatRequest(body, false, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"stream\":true} | false | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
        "{\"stream\":true,\"stream_options\":null} | false | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
        "{\"stream\":true,\"stream_options\":{\"x\":1}} | false | {\"stream\":true,\"stream_options\":{\"x\":1,\"include_usage\":true}}",
        "{\"stream\":true,\"stream_options\":{\"include_usage\":true}} | true | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}"
      })
  void aStreamIsAskedForItsUsageWhateverTheClientWants(String payload, boolean wants, String body) {
    // when
    ChatRequest request = ChatRequest.of(new RawJson(payload), null, false);

    // then
    assertThat(request).isEqualTo(new ChatRequest(body, true, wants));
  }

  @Test
  void whatNobodyCanReadIsNoRequest() {
    // given
    String digits = "{\"n\":" + "1".repeat(2_000) + "}";

    // when then
    assertThat(ChatRequest.of(new RawJson(digits), null, false)).isNull();
  }
}
