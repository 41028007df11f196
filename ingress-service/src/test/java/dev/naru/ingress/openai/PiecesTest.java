package dev.naru.ingress.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.ingress.chunk.Chunk;
import dev.naru.ingress.openai.Shapes.Piece;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static final String RESULT =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"one two three\"},\"finish_reason\":\"length\"}]}";

  private final Pieces pieces = new Pieces(new Shapes(new UUID(0, 1), "m", 0));

  private @Nullable Piece take(int attempt, int index, String data) {
    return pieces.take(new Chunk("1-" + index, attempt, index, data));
  }

  private static List<String> texts(List<Piece> pieces) {
    return pieces.stream().map(Piece::text).toList();
  }

  @Test
  void withoutPiecesTheWholeAnswerIsOneAndThenItEnds() {
    // when
    List<Piece> rest = pieces.rest("\"hello\"");

    // then
    assertThat(texts(rest)).containsExactly("hello", "");
    assertThat(rest.getLast().json()).contains("\"finish_reason\":\"stop\"");
  }

  @Test
  void piecesComeInTheirOrderAndEachOnce() {
    // when
    Piece first = take(1, 0, "one ");
    Piece again = take(1, 0, "one ");
    Piece second = take(1, 1, "two three");
    List<Piece> rest = pieces.rest(RESULT);

    // then
    assertThat(first).extracting(Piece::text).isEqualTo("one ");
    assertThat(again).isNull();
    assertThat(second).extracting(Piece::text).isEqualTo("two three");
    assertThat(texts(rest)).containsExactly("");
    assertThat(rest.getFirst().json()).contains("\"finish_reason\":\"length\"");
  }

  @Test
  void anAnswerWhosePiecesSaidThatItEndsIsNotEndedAgain() {
    // given
    take(
        1,
        0,
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"one two three\"},\"finish_reason\":\"stop\"}]}");

    // then
    assertThat(pieces.rest(RESULT)).isEmpty();
  }

  @Test
  void whatWasLostComesFromTheResult() {
    // given
    take(1, 0, "one ");

    // when
    Piece afterTheGap = take(1, 2, "three");
    List<Piece> rest = pieces.rest(RESULT);

    // then
    assertThat(afterTheGap).isNull();
    assertThat(texts(rest)).containsExactly("two three", "");
  }

  @Test
  void aGapInWhatTheResultDoesNotRepeatIsAnError() {
    // given
    take(1, 0, "1");
    take(1, 2, "3");

    // then
    assertThatThrownBy(() -> pieces.rest("{\"echo\":1}"))
        .isInstanceOfSatisfying(
            DoorException.class, e -> assertThat(e.error().code()).isEqualTo("stream_interrupted"));
  }

  @Test
  void anotherAttemptBeginsAnewOnlyIfNothingWasSent() {
    // given
    assertThat(take(1, 1, "lost its first")).isNull();

    // when
    Piece second = take(2, 0, "one");

    // then
    assertThat(second).isNotNull();
    assertThat(take(1, 1, "late")).isNull();
    assertThatThrownBy(() -> take(3, 0, "one")).isInstanceOf(DoorException.class);
  }
}
