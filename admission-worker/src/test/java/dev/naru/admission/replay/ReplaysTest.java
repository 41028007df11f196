package dev.naru.admission.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.ExportedLog;
import dev.naru.admission.replay.log.LogExport;
import dev.naru.admission.replay.log.MemoryLog;
import dev.naru.admission.replay.whatif.ChangesText;
import dev.naru.admission.replay.whatif.SettingsChanges;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays from end to end, over a log in memory and over its export. */
class ReplaysTest {
  private final MemoryLog log = new MemoryLog();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  /** Forty users come to a room for ten, a second apart, and the first twenty leave. */
  @BeforeEach
  void aLog() {
    log.term("1.0");
    log.append(new ConfigurePool("default", PoolSettings.defaults(), SettingsSource.FILE));
    log.append(
        new ConfigureRoom("lobby", RoomSettings.defaults().withCapacity(10), SettingsSource.FILE));
    for (int i = 0; i < 40; i++) {
      log.append(new RequestSession(new UUID(0, i), "lobby", "user-" + i, null));
    }
    log.term("1.1");
    for (int i = 0; i < 20; i++) {
      log.append(new LeaveSession(new UUID(0, i)));
    }
  }

  private ReplayRequest request(String from, String to) {
    return new ReplayRequest(
        () -> log, ReplayPoint.parse("--from", from), ReplayPoint.parse("--to", to));
  }

  private VerifyReport verify(String from, String to) {
    return new VerifyReplay(null, 0).run(request(from, to), ProgressListener.NONE);
  }

  private Path export(boolean redacts) throws IOException {
    StringBuilder lines = new StringBuilder();
    new LogExport(log, redacts).write(new LogSpan(0, 62), lines, done -> {});
    return Files.writeString(folder.resolve("log.jsonl"), lines);
  }

  private int run(String... args) {
    return ReplayApplication.run(
        List.of(args),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private JsonNode printed() {
    return new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "earliest,latest,0,62",
    "0,62,0,62",
    "12,30,12,30",
    "2023-11-14T22:13:30Z,2023-11-14T22:13:40Z,10,20",
    "2023-11-15T07:13:30+09:00,2030-01-01T00:00:00Z,10,62",
    "62,latest,62,62"
  })
  void aSpanIsNamedByOffsetsAndTimes(String from, String to, long first, long end) {
    // when
    var report = verify(from, to);

    // then
    assertThat(report.equal()).isTrue();
    assertThat(report.viewEqual()).isNull();
    assertThat(report.from()).isEqualTo(first);
    assertThat(report.to()).isEqualTo(end);
    assertThat(report.commands()).isEqualTo(end - first);
  }

  @ParameterizedTest
  @CsvSource({
    "63,latest,to be an offset from 0 to 62",
    "earliest,63,to be an offset from 0 to 62",
    "30,20,to come before",
    "2030-01-01T00:00:00Z,latest,commands at or after 2030"
  })
  void aSpanThatTheLogDoesNotHaveIsRefused(String from, String to, String message) {
    // when / then
    assertThatThrownBy(() -> verify(from, to))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theReportSaysWhoDecidedTheSpan() {
    // when
    var whole = verify("earliest", "latest");
    var first = verify("5", "30");

    // then
    assertThat(whole.decidedBy()).containsExactly("1.0", "1.1");
    assertThat(first.decidedBy()).containsExactly("1.0");
    assertThat(first.replayedBy()).isEqualTo("development");
    assertThat(first.sameVersion()).isFalse();
  }

  @Test
  void aLogThatStartsInTheMiddleIsRefused() {
    // given
    log.eventRecords().subList(0, 20).clear();

    // when / then
    assertThatThrownBy(() -> verify("earliest", "latest"))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageStartingWith("Expected events from the first on");
  }

  @Test
  void aLogWithoutEventsIsRefused() {
    // given
    log.eventRecords().clear();

    // when / then
    assertThatThrownBy(() -> verify("earliest", "latest"))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageStartingWith("Expected a log with the events");
  }

  @Test
  void theReportHasTheFieldsThatTheApiPromises() throws IOException {
    // when
    int code = run("verify", "--log", export(false).toString());

    // then
    assertThat(code).isZero();
    assertThat(printed().propertyNames())
        .contains("equal", "viewEqual", "events", "firstDifference", "fairness");
    assertThat(printed().path("viewEqual").isNull()).isTrue();
    assertThat(printed().path("fairness").path("inversions").asLong(-1)).isZero();
    assertThat(printed().path("fairness").path("maxActive").asLong()).isEqualTo(10);
    assertThat(printed().path("fairness").path("duplicates").asLong(-1)).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("equal: 62 commands")
        .contains("decided by [1.0, 1.1], replayed by development");
  }

  @Test
  void fairnessIsProvenForASpan() throws IOException {
    // when
    int code = run("fairness", "--log", export(false).toString(), "--from", "42");

    // then
    assertThat(code).isZero();
    assertThat(printed().path("fair").asBoolean()).isTrue();
    assertThat(printed().path("admissions").asLong()).isEqualTo(20);
    assertThat(printed().path("rooms").path(0).path("capacity").asLong()).isEqualTo(10);
  }

  @Test
  void aWhatIfAnswersWithAReportAndAPage() throws IOException {
    // when
    int code =
        run(
            "what-if",
            "--log",
            export(false).toString(),
            "--capacity",
            "30",
            "--slots",
            "12",
            "--out",
            folder.resolve("report").toString());

    // then
    assertThat(code).isZero();
    JsonNode report = printed();
    assertThat(report.path("recorded").path("maxActive").asInt()).isEqualTo(10);
    assertThat(report.path("imagined").path("maxActive").asInt()).isEqualTo(30);
    assertThat(report.path("imagined").propertyNames())
        .contains("sessions", "admitted", "ended", "maxActive", "waitSeconds", "maxWaiting");
    assertThat(report.path("imagined").path("waitSeconds").propertyNames())
        .containsExactlyInAnyOrder("p50", "p95", "max");
    assertThat(report.path("imagined").path("queries").propertyNames())
        .containsExactlyInAnyOrder("finished", "queueSeconds", "slotUse");
    String page = Files.readString(folder.resolve("report/report.html"));
    assertThat(page).contains("<svg").doesNotContain("http").doesNotContain("<script");
    assertThat(folder.resolve("report/report.json")).exists();
  }

  @ParameterizedTest
  @CsvSource({"--room,attic", "--pool,gpu"})
  void aWhatIfForWhatIsNotThereIsSaidInALine(String option, String name) throws IOException {
    // when
    int code = run("what-if", "--log", export(false).toString(), option, name);

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Expected " + option.substring(2) + " to be one of [");
  }

  @ParameterizedTest
  @CsvSource({"verify", "what-if", "fairness"})
  void aRedactedLogIsNotReplayed(String mode) throws IOException {
    // when
    int code = run(mode, "--log", export(true).toString());

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void anEmptySpanCannotBeImagined() {
    // when / then
    assertThatThrownBy(
            () ->
                new WhatIfReplay()
                    .run(request("62", "latest"), SettingsChanges.NONE, ProgressListener.NONE))
        .isInstanceOf(CannotReplayException.class)
        .hasMessage("Expected a span with commands, but it is empty");
  }

  @Test
  void changesAreReadInCamelCaseTooAndUnknownOnesAreRefused() {
    // when
    var changes = ChangesText.parse(Map.of("sessionTtl", "30m", "capacity", "30"));

    // then
    assertThat(changes.sessionTtl()).hasMinutes(30);
    assertThat(changes.capacity()).isEqualTo(30);
    assertThatThrownBy(() -> ChangesText.parse(Map.of("seats", "30")))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageContaining("'seats'");
  }

  @ParameterizedTest
  @CsvSource({"true,0", "false,1"})
  void aReceiptIsCheckedFromTheCommandLine(boolean isOfThisLog, int expected) throws IOException {
    // given
    String chain = verify("earliest", "6").chain();
    Path receipt =
        Files.writeString(
            folder.resolve("receipt.json"),
            "{\"partition\":0,\"offset\":%d,\"ticket\":4,\"chainHash\":\"%s\"}"
                .formatted(isOfThisLog ? 5 : 4, chain));

    // when
    int code = run("--check-receipt", receipt.toString(), "--log", export(true).toString());

    // then
    assertThat(code).isEqualTo(expected);
    assertThat(printed().path("valid").asBoolean()).isEqualTo(isOfThisLog);
  }

  @Test
  void anExportedLogReadsTheSame() throws IOException {
    // given
    Path file = export(false);

    // when
    var report =
        new VerifyReplay(null, 0)
            .run(ReplayRequest.all(() -> new ExportedLog(file, 0)), ProgressListener.NONE);

    // then
    assertThat(report.equal()).isTrue();
    assertThat(report.chain()).isEqualTo(verify("earliest", "latest").chain());
    assertThat(new WireFormat().encodePart(report.fairness())).contains("\"passedOver\"");
  }
}
