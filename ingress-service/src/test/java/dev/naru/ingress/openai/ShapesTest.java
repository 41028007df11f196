package dev.naru.ingress.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.openai.Shapes.Piece;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShapesTest {
  private final Shapes shapes = new Shapes(new UUID(0, 1), "a-model", 1_700_000_000L);

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void aResultThatHasTheShapeIsPassedOnAsItIs() {
    // given
    String result = "{ \"choices\" : [ ], \"usage\":{\"total_tokens\":1.50} }";

    // when
    String answer = shapes.completion(result);

    // then
    assertThat(answer).isSameAs(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"hello\"|hello", "{\"echo\":1.50}|{\"echo\":1.50}", "[1]|[1]", "null|null", "7|7"})
  void anyOtherResultIsAnAssistantsMessage(String result, String content) {
    // when
    JsonNode answer = json(shapes.completion(result));

    // then
    assertThat(answer.at("/object").asString("")).isEqualTo("chat.completion");
    assertThat(answer.at("/id").asString("")).startsWith("chatcmpl-");
    assertThat(answer.at("/model").asString("")).isEqualTo("a-model");
    assertThat(answer.at("/created").asLong()).isEqualTo(1_700_000_000L);
    assertThat(answer.at("/choices/0/message/role").asString("")).isEqualTo("assistant");
    assertThat(answer.at("/choices/0/message/content").asString("")).isEqualTo(content);
    assertThat(answer.at("/choices/0/finish_reason").asString("")).isEqualTo("stop");
  }

  @Test
  void aChunkThatHasTheShapeIsPassedOnAndRead() {
    // given
    String data =
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"length\"}]}";

    // when
    Piece piece = shapes.piece(data, true);

    // then
    assertThat(piece).isEqualTo(new Piece(data, "Hi", true));
  }

  @Test
  void anyOtherChunkIsSomeOfTheContent() {
    // when
    Piece first = shapes.piece("1", true);
    Piece second = shapes.piece("not json", false);

    // then
    assertThat(json(first.json()).at("/choices/0/delta").toString())
        .isEqualTo("{\"role\":\"assistant\",\"content\":\"1\"}");
    assertThat(json(second.json()).at("/choices/0/delta").toString())
        .isEqualTo("{\"content\":\"not json\"}");
    assertThat(json(second.json()).at("/choices/0/finish_reason").isNull()).isTrue();
    assertThat(json(second.json()).at("/object").asString("")).isEqualTo("chat.completion.chunk");
  }

  @Test
  void aWholeAnswerWithToolCallsIsOnePiece() {
    // given
    String result =
        "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
            + "[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
            + "\"finish_reason\":\"tool_calls\"}]}";

    // when
    JsonNode delta = json(shapes.whole(result).json()).at("/choices/0/delta");

    // then
    assertThat(delta.at("/tool_calls/0/index").asInt(-1)).isZero();
    assertThat(delta.at("/tool_calls/0/function/name").asString("")).isEqualTo("f");
    assertThat(shapes.finishReason(result)).isEqualTo("tool_calls");
    assertThat(shapes.text(result)).isNull();
  }
}
