package dev.naru.query.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoUpstreamTest {
  private final EchoUpstream upstream = new EchoUpstream();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1.10",
        "\"text\"",
        "[]",
        "{\"delayMillis\":1,\"a\":12345678901234567890.10}",
        "{\"fail\":false}",
        "{\"chunks\":3}"
      })
  void answersWithThePayloadAsItIs(String payload) throws Exception {
    // when
    Outcome outcome = upstream.call(question(payload), Chunks.NONE);

    // then
    assertThat(outcome).isEqualTo(new Outcome.Answered(new RawJson("{\"echo\":" + payload + "}")));
  }

  @Test
  void failsForGoodIfAskedTo() throws Exception {
    // when
    Outcome outcome = upstream.call(question("{\"fail\":true}"), Chunks.NONE);

    // then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "600001", "1.5", "\"1\"", "null", "99999999999999999999"})
  void refusesADelayThatIsNone(String delay) throws Exception {
    // when
    Outcome outcome = upstream.call(question("{\"delayMillis\":" + delay + "}"), Chunks.NONE);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo("PAYLOAD_INVALID"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"chunks\":3}', '1,2,3'",
    "'{\"chunks\":[\"ab\",\"\",\"c\"],\"delayMillis\":6}', 'ab,,c'",
    "'{\"chunks\":[]}', ",
    "'{}', "
  })
  void saysThePiecesThatItIsAskedFor(String payload, String pieces) throws Exception {
    // given
    List<String> heard = new ArrayList<>();

    // when
    Outcome outcome = upstream.call(question(payload), heard::add);

    // then
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    assertThat(heard).isEqualTo(pieces == null ? List.of() : List.of(pieces.split(",")));
  }

  @Test
  void spreadsThePiecesOverTheDelay() throws Exception {
    // given
    List<Long> at = new ArrayList<>();
    long began = System.nanoTime();

    // when
    var unused =
        upstream.call(
            question("{\"chunks\":4,\"delayMillis\":200}"),
            data -> at.add((System.nanoTime() - began) / 1_000_000));

    // then
    assertThat(at).hasSize(4);
    assertThat(at.getFirst()).isGreaterThanOrEqualTo(50);
    assertThat(at.getLast()).isGreaterThanOrEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "1.5", "\"3\"", "null", "{}", "[1]", "[null]"})
  void refusesPiecesThatAreNone(String chunks) throws Exception {
    // when
    Outcome outcome = upstream.call(question("{\"chunks\":" + chunks + "}"), Chunks.NONE);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.problem().code()).isEqualTo("PAYLOAD_INVALID");
              assertThat(failed.problem().detail()).contains("payload.chunks");
            });
  }

  @Test
  void refusesAPayloadThatTheLogCouldNotCarryBack() throws Exception {
    // given
    String deep = "[".repeat(450) + "]".repeat(450);

    // when
    Outcome outcome = upstream.call(question(deep), Chunks.NONE);

    // then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void endsWhenItIsInterrupted() {
    // given
    Thread.currentThread().interrupt();

    // when then
    assertThatThrownBy(() -> upstream.call(question("{\"delayMillis\":600000}"), Chunks.NONE))
        .isInstanceOf(InterruptedException.class);
  }

  private static Question question(String payload) {
    return new Question(
        UUID.randomUUID(), UUID.randomUUID(), "default", new RawJson(payload), 1, "00-0-0-00");
  }
}
