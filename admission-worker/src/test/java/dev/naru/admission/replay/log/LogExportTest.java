package dev.naru.admission.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.admission.loop.LogSpan;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.RequestSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogExportTest {
  private final MemoryLog log = new MemoryLog();
  private final List<String> chains = new ArrayList<>();
  @TempDir private Path folder;
  private Path file;

  /** Three users come, and bytes of every kind lie between. */
  @BeforeEach
  void aLog() {
    file = folder.resolve("log.jsonl");
    log.term("1.0");
    chains.add(
        log.append(new ConfigurePool("default", PoolSettings.defaults(), SettingsSource.FILE)));
    chains.add(
        log.append(new ConfigureRoom("lobby", RoomSettings.defaults(), SettingsSource.FILE)));
    chains.add(log.append(new RequestSession(new UUID(0, 1), "lobby", "안녕", null)));
    chains.add(log.append("{\"not\": \"a command\"".getBytes(StandardCharsets.UTF_8)));
    chains.add(log.append(new byte[] {0, (byte) 0xfe, (byte) 0xff}));
    chains.add(log.append((byte[]) null));
    chains.add(log.append(new RequestSession(new UUID(0, 2), "lobby", "second", null)));
    chains.add(log.append(new RequestSession(new UUID(0, 3), "lobby", "third", null)));
  }

  private void export(long from, long to, boolean redacts) throws IOException {
    StringBuilder lines = new StringBuilder();
    new LogExport(log, redacts).write(new LogSpan(from, to), lines, done -> {});
    Files.writeString(file, lines);
  }

  private ExportedLog exported() {
    return new ExportedLog(file, 0);
  }

  private ReceiptCheck.Finding check(long offset, long ticket, String chain) {
    return new ReceiptCheck(file).check(new Receipt(0, offset, ticket, chain));
  }

  private void change(UnaryOperator<String> change) throws IOException {
    Files.writeString(file, change.apply(Files.readString(file)));
  }

  @Test
  void whatWasExportedReadsAsItWas() throws IOException {
    // when
    export(0, 8, false);

    // then
    assertThat(exported().commands()).isEqualTo(new LogSpan(0, 8));
    assertSame(exported().readCommands(0), log.commandRecords());
    assertSame(exported().readEvents(), log.eventRecords());
    assertThat(exported().firstSince(MemoryLog.BEGIN + 2_500)).hasValue(3);
    assertThat(exported().firstSince(MemoryLog.BEGIN + 9_000)).isEmpty();
    assertThat(Files.readString(file)).contains("\"timestamp\":1700000002000");
  }

  private static void assertSame(Iterator<LogRecord> found, List<LogRecord> expected) {
    for (LogRecord record : expected) {
      LogRecord read = found.next();
      assertThat(read.value()).isEqualTo(record.value());
      assertThat(List.of(read.topic(), read.offset(), read.timestamp(), read.hash()))
          .isEqualTo(List.of(record.topic(), record.offset(), record.timestamp(), record.hash()));
      assertThat(read.headers().toArray())
          .extracting(Header::key)
          .isEqualTo(List.of(record.headers().toArray()).stream().map(Header::key).toList());
      assertThat(read.headers()).isEqualTo(record.headers());
    }
    assertThat(found.hasNext()).isFalse();
  }

  @Test
  void aRedactedExportHasHashesInPlaceOfRecords() throws IOException {
    // when
    export(0, 8, true);

    // then
    assertThat(Files.readString(file).lines())
        .hasSize(8)
        .allMatch(line -> line.contains("\"redacted\":true"))
        .noneMatch(line -> line.contains("lobby"));
    assertThat(exported().readCommands(0).next().hash())
        .isEqualTo(log.commandRecords().getFirst().hash());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReceiptOfTheLogIsFoundGood(boolean redacts) throws IOException {
    // given
    export(0, 8, redacts);

    // when
    var finding = check(6, 2, chains.get(6));

    // then
    assertThat(finding.valid()).isTrue();
    assertThat(finding.ticketChecked()).isEqualTo(!redacts);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7})
  void aReceiptIsCheckedInALogThatBeginsLater(int offset) throws IOException {
    // given
    export(6, 8, true);

    // when
    var finding = check(offset, offset - 4, chains.get(offset));

    // then
    assertThat(finding.valid()).isTrue();
  }

  @Test
  void aReceiptOfAnotherLogIsSaid() throws IOException {
    // given
    export(0, 8, true);

    // when
    var finding = check(6, 2, chains.get(5));

    // then
    assertThat(finding.valid()).isFalse();
    assertThat(finding.words())
        .startsWith("Expected the chain " + chains.get(5))
        .contains(chains.get(6))
        .contains("another log");
  }

  @Test
  void aWrongTicketIsSaidWhereTheLogNamesIt() throws IOException {
    // given
    export(0, 8, false);

    // when
    var finding = check(6, 1, chains.get(6));

    // then
    assertThat(finding.valid()).isFalse();
    assertThat(finding.words())
        .isEqualTo("Expected ticket 1 at offset 6, but this log gave ticket 2 there");
  }

  @Test
  void anOffsetThatTheLogDoesNotHaveIsRefused() throws IOException {
    // given
    export(0, 5, true);

    // when / then
    assertThatThrownBy(() -> check(6, 2, chains.get(6)))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageContaining("to have offset 6 of partition 0");
  }

  @Test
  void aRecordThatWasChangedIsRefused() throws IOException {
    // given
    export(0, 8, false);
    change(text -> text.replace("second", "another"));

    // when / then
    assertThatThrownBy(() -> exported().commands())
        .isInstanceOf(CannotReplayException.class)
        .hasMessageContaining("line 7")
        .hasMessageEndingWith("it was changed");
  }

  @Test
  void aHashThatWasChangedIsRefused() throws IOException {
    // given
    export(0, 8, true);
    String hash = log.commandRecords().get(2).hash();
    change(text -> text.replace(hash, hash.replace(hash.charAt(0), '0').replace('1', '2')));

    // when / then
    assertThatThrownBy(() -> check(6, 2, chains.get(6)))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageContaining("it was changed");
  }

  @Test
  void aLineThatIsMissingIsRefused() throws IOException {
    // given
    export(0, 8, true);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.remove(3);
    Files.write(file, lines);

    // when / then
    assertThatThrownBy(() -> check(6, 2, chains.get(6)))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageContaining("goes on at 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "nonsense",
        "[1]",
        "null",
        "{\"topic\":\"naru.commands\",\"partition\":0,\"offset\":0}",
        "{\"topic\":\"naru.commands\",\"partition\":0,\"offset\":0,\"timestamp\":1,\"sha256\":\"x\",\"headers\":[],\"base64\":\"*\"}"
      })
  void aFileThatIsNoExportIsRefused(String text) throws IOException {
    // given
    Files.writeString(file, text);

    // when / then
    assertThatThrownBy(() -> exported().commands())
        .isInstanceOf(CannotReplayException.class)
        .hasMessageStartingWith("Expected ");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    // when / then
    assertThatThrownBy(() -> exported().commands())
        .isInstanceOf(CannotReplayException.class)
        .hasMessageContaining("log.jsonl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "nonsense",
        "{\"partition\":0,\"offset\":6,\"ticket\":2,\"chainHash\":\"short\"}",
        "{\"partition\":0,\"offset\":-6,\"ticket\":2,\"chainHash\":\"%s\"}",
        "{\"partition\":0,\"offset\":\"6\",\"ticket\":2,\"chainHash\":\"%s\"}"
      })
  void whatIsNoReceiptIsRefused(String text) throws IOException {
    // given
    Files.writeString(file, text.formatted(chains.getFirst()));

    // when / then
    assertThatThrownBy(() -> Receipt.read(file.toString()))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageStartingWith("Expected ");
  }

  @Test
  void aStoryWithItsReceiptIsReadToo() throws IOException {
    // given
    String receipt =
        "{\"partition\":0,\"offset\":6,\"ticket\":2,\"chainHash\":\"%s\"}".formatted(chains.get(6));
    Files.writeString(file, "{\"sessionId\":\"x\",\"receipt\":" + receipt + ",\"steps\":[]}");

    // when / then
    assertThat(Receipt.read(file.toString())).isEqualTo(new Receipt(0, 6, 2, chains.get(6)));
  }
}
