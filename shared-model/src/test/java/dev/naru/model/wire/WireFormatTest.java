package dev.naru.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RefusalReason;
import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryQueued;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {
  private final WireFormat wire = new WireFormat();

  static Stream<Command> commands() {
    return Samples.COMMANDS.stream();
  }

  static Stream<Event> events() {
    return Samples.EVENTS.stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandIsWrittenAndReadAsItsGoldenFile(Command command) throws Exception {
    // given
    String golden = golden(command, wire.encode(command));

    // when
    Command read = wire.decodeCommand(golden.getBytes(StandardCharsets.UTF_8));

    // then
    assertThat(read).isEqualTo(command);
    assertThat(new String(wire.encode(command), StandardCharsets.UTF_8)).isEqualTo(golden);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsWrittenAndReadAsItsGoldenFile(Event event) throws Exception {
    // given
    Envelope envelope = new Envelope(41, 1, 1_763_690_400_123L, HashChain.GENESIS, event);
    String golden = golden(event, wire.encode(envelope));

    // when
    Envelope read = wire.decodeEnvelope(golden.getBytes(StandardCharsets.UTF_8));

    // then
    assertThat(read).isEqualTo(envelope);
    assertThat(new String(wire.encode(envelope), StandardCharsets.UTF_8)).isEqualTo(golden);
  }

  @Test
  void everyTypeHasASample() {
    assertThat(Samples.COMMANDS.stream().map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Command.class.getPermittedSubclasses()));
    assertThat(Samples.EVENTS.stream().map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Event.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "[]",
        "{}",
        "\"x\"",
        "{\"type\":\"Nonsense.v1\"}",
        "{\"type\":\"LeaveSession.v2\",\"sessionId\":\"01932b5e-0000-7000-8000-000000000001\"}",
        "{\"type\":\"LeaveSession.v1\"}",
        "{\"type\":\"LeaveSession.v1\",\"sessionId\":\"nonsense\"}",
        "{\"type\":\"LeaveSession.v1\",\"sessionId\":\"01932b5e-0000-7000-8000-000000000001\",\"extra\":1}",
        "{\"type\":\"Tick.v1\"} trailing",
        "{\"type\":\"RequestSession.v1\",\"sessionId\":\"01932b5e-0000-7000-8000-000000000001\",\"room\":\"a\"}",
        "{\"type\":\"RequestSession.v1\",\"sessionId\":\"01932b5e-0000-7000-8000-000000000001\",\"room\":\"a\",\"userKey\":\"\"}",
        "{\"type\":\"StartQuery.v1\",\"queryId\":\"01932b5e-0000-7000-8000-000000000001\",\"pool\":\"p\",\"worker\":\"w\"}",
        "{\"type\":\"ConfigureRoom.v1\",\"room\":\"Bad Name\",\"settings\":{},\"source\":\"FILE\"}",
        "{\"type\":\"ConfigureRoom.v1\",\"room\":\"a\",\"settings\":{\"capacity\":-1},\"source\":\"FILE\"}"
      })
  void whatIsNoCommandIsUnreadable(String value) {
    assertThatThrownBy(() -> wire.decodeCommand(value.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void aRecordWithoutValueIsUnreadable() {
    assertThatThrownBy(() -> wire.decodeCommand(null))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1.10",
        "12345678901234567890.1234567890",
        "\"안녕\"",
        "[1,{\"a\":null}]",
        "true"
      })
  void aPayloadKeepsItsText(String json) throws Exception {
    // given
    SubmitQuery command =
        new SubmitQuery(Samples.QUERY, Samples.SESSION, new RawJson(json), 0, null, null);

    // when
    Command read = wire.decodeCommand(wire.encode(command));

    // then
    assertThat(read).isEqualTo(command);
  }

  @ParameterizedTest
  @MethodSource
  void whatACommandCanCarryAnEventCanCarryToo(String json) throws Exception {
    // given
    String command =
        "{\"type\":\"SubmitQuery.v1\",\"queryId\":\"%s\",\"sessionId\":\"%s\",\"payload\":%s,\"timeoutMillis\":0}"
            .formatted(Samples.QUERY, Samples.SESSION, json);
    RawJson payload =
        ((SubmitQuery) wire.decodeCommand(command.getBytes(StandardCharsets.UTF_8))).payload();
    Envelope envelope =
        new Envelope(
            1,
            0,
            1,
            HashChain.GENESIS,
            new QueryQueued(Samples.QUERY, Samples.SESSION, "a", "p", payload, 1, null));

    // when
    Envelope read = wire.decodeEnvelope(wire.encode(envelope));

    // then
    assertThat(read).isEqualTo(envelope);
  }

  static List<String> whatACommandCanCarryAnEventCanCarryToo() {
    String deepest = "[".repeat(500) + "]".repeat(500);
    return List.of("\"\\ud800\"", "\"\\udc00\\ud83d\\ude80\\ud800\"", deepest);
  }

  @Test
  void aNameThatNoEncodingCarriesIsStillWrittenIntoTheEvents() throws Exception {
    // given
    String room = "\ud800";
    CommandRefused refused =
        new CommandRefused(
            "RequestSession", RefusalReason.UNKNOWN_ROOM, room, room, null, Samples.SESSION, null);
    Envelope envelope = new Envelope(1, 0, 1, HashChain.GENESIS, refused);

    // when
    Envelope read = wire.decodeEnvelope(wire.encode(envelope));

    // then
    assertThat(read).isEqualTo(envelope);
  }

  @Test
  void aPayloadThatIsNestedTooDeeplyIsUnreadable() {
    // given
    String command =
        "{\"type\":\"SubmitQuery.v1\",\"queryId\":\"%s\",\"sessionId\":\"%s\",\"payload\":%s,\"timeoutMillis\":0}"
            .formatted(Samples.QUERY, Samples.SESSION, "[".repeat(501) + "]".repeat(501));

    // when, then
    assertThatThrownBy(() -> wire.decodeCommand(command.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void aResultThatIsJsonNullIsNotTheSameAsNoResult() throws Exception {
    // given
    FinishQuery command =
        new FinishQuery(Samples.QUERY, "default", 0, 1, QueryState.SUCCEEDED, RawJson.NULL, null);

    // when
    FinishQuery read = (FinishQuery) wire.decodeCommand(wire.encode(command));

    // then
    assertThat(read.result()).isEqualTo(RawJson.NULL);
    assertThat(read.error()).isNull();
  }

  /**
   * The golden file's text; a type that has none yet gets it from the sample, to be looked at and
   * committed.
   */
  private static String golden(Object message, byte[] sample) throws IOException {
    String name = WireFormat.typeOf(message) + ".json";
    try (InputStream file = WireFormatTest.class.getResourceAsStream("/golden/" + name)) {
      if (file != null) {
        return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    }
    if (Boolean.getBoolean("naru.golden.write")) {
      Files.write(Path.of("src/test/resources/golden", name), sample);
      return new String(sample, StandardCharsets.UTF_8);
    }
    throw new AssertionError(
        "Expected golden/" + name + "; make it with -Dnaru.golden.write=true, then look at it");
  }
}
