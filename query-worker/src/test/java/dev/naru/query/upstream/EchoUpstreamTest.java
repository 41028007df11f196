package dev.naru.query.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.RawJson;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    Outcome outcome = upstream.call(question(payload));

    // then
    assertThat(outcome).isEqualTo(new Outcome.Answered(new RawJson("{\"echo\":" + payload + "}")));
  }

  @Test
  void failsForGoodIfAskedTo() throws Exception {
    // when
    Outcome outcome = upstream.call(question("{\"fail\":true}"));

    // then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "600001", "1.5", "\"1\"", "null", "99999999999999999999"})
  void refusesADelayThatIsNone(String delay) throws Exception {
    // when
    Outcome outcome = upstream.call(question("{\"delayMillis\":" + delay + "}"));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo("PAYLOAD_INVALID"));
  }

  @Test
  void refusesAPayloadThatTheLogCouldNotCarryBack() throws Exception {
    // given
    String deep = "[".repeat(450) + "]".repeat(450);

    // when
    Outcome outcome = upstream.call(question(deep));

    // then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void endsWhenItIsInterrupted() {
    // given
    Thread.currentThread().interrupt();

    // when then
    assertThatThrownBy(() -> upstream.call(question("{\"delayMillis\":600000}")))
        .isInstanceOf(InterruptedException.class);
  }

  private static Question question(String payload) {
    return new Question(
        UUID.randomUUID(), UUID.randomUUID(), "default", new RawJson(payload), 1, "00-0-0-00");
  }
}
