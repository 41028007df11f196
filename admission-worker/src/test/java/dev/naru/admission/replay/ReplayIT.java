package dev.naru.admission.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.naru.admission.loop.RunningWorker;
import dev.naru.admission.replay.log.ExportedLog;
import dev.naru.admission.replay.log.KafkaLog;
import dev.naru.admission.replay.log.LogRecord;
import dev.naru.admission.replay.log.LogTopicNames;
import dev.naru.admission.replay.log.RecordReader;
import dev.naru.admission.replay.log.RecordedLog;
import dev.naru.admission.runs.ReplayEngine;
import dev.naru.admission.runs.ReplayFailedException;
import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import dev.naru.model.HoldReason;
import dev.naru.model.PoolSettings;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.ViewFields;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The thin edges of replay: a real Kafka, a real view, and a worker beside it. */
class ReplayIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ViewKeys KEYS = new ViewKeys(0);

  /** Nobody needs a snapshot of a log that begins with its first event. */
  private static final String NO_POSTGRES = "jdbc:postgresql://127.0.0.1:1/none";

  @TempDir private Path folder;
  private Servers servers;
  private Connections connections;
  private RunningWorker worker;
  private int users;

  /** Sixty users come to a room for ten, some ask something, some leave. */
  @BeforeEach
  void aLog() throws Exception {
    servers = TestServers.in(folder.resolve("servers"), EnumSet.of(Kind.KAFKA, Kind.REDIS));
    connections = servers.start();
    worker =
        new RunningWorker(
            connections,
            RoomSettings.defaults().withCapacity(10),
            PoolSettings.defaults().withSlots(2, 1));
    await().atMost(SOON).until(worker::isCurrent);
    List<UUID> sessions = join(60);
    for (int i = 0; i < 5; i++) {
      RawJson payload = new RawJson("{\"n\":" + i + "}");
      worker.send(new SubmitQuery(UUID.randomUUID(), sessions.get(i), payload, 0, null, "k" + i));
    }
    worker.send(new HoldPool("default", HoldReason.UPSTREAM, 60_000));
    worker.send(new HoldPool("default", HoldReason.OPERATOR, 0));
    for (UUID session : sessions.subList(2, 9)) {
      worker.send(new LeaveSession(session));
    }
  }

  @AfterEach
  void stop() {
    worker.close();
    servers.close();
  }

  private List<UUID> join(int count) throws Exception {
    List<UUID> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID id = UUID.randomUUID();
      worker.send(new RequestSession(id, "default", "user-" + users++, null));
      sessions.add(id);
    }
    return sessions;
  }

  private record Run(int code, String out, String err) {
    JsonNode report() {
      return new JsonMapper().readTree(out);
    }
  }

  private interface Main {
    int run(List<String> args, PrintStream out, PrintStream err);
  }

  private Run run(Main main, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        main.run(
            List.of(args),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Run replay(String... args) {
    return run(ReplayApplication::run, args);
  }

  private Run verify() {
    return replay("verify", "--kafka", connections.kafka(), "--redis", connections.redis());
  }

  @Test
  void theStateIsTheLiveViewAlsoWhileItMovesOn() throws Exception {
    // given
    CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> joinAnyhow(300));

    // when
    Run during = verify();
    traffic.join();
    Run after = verify();

    // then
    for (Run it : List.of(during, after)) {
      assertThat(it.code()).as(it.err()).isZero();
      assertThat(it.report().path("equal").asBoolean()).isTrue();
      assertThat(it.report().path("viewEqual").asBoolean()).as(it.err()).isTrue();
      assertThat(it.report().path("sameVersion").asBoolean()).isFalse();
      assertThat(it.report().path("fairness").path("maxActive").asInt()).isEqualTo(10);
    }
    assertThat(after.report().path("commands").asLong()).isGreaterThanOrEqualTo(374);
  }

  @Test
  void aViewThatShowsSomethingElseIsFound() {
    // given
    assertThat(verify().code()).isZero();
    RedisClient client = RedisClient.create(connections.redis());
    RedisCommands<String, String> redis = client.connect().sync();
    String generation = redis.hget(KEYS.head(), ViewFields.GENERATION);
    String room = KEYS.generation(Long.parseLong(generation)) + ViewKeys.room("default");

    // when
    redis.hset(room, ViewFields.ACTIVE, "11");
    Run run = verify();
    client.shutdown();

    // then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.report().path("equal").asBoolean()).isTrue();
    assertThat(run.report().path("viewEqual").asBoolean(true)).isFalse();
    assertThat(run.report().path("view").asString())
        .contains("room:default: expected {active=10}, but it is {active=11}");
  }

  @Test
  void aViewIsMadeAnewFromTheLogWhileUsersComeAndGo() throws Exception {
    // given
    RedisClient client = RedisClient.create(connections.redis());
    RedisCommands<String, String> redis = client.connect().sync();
    String before = redis.hget(KEYS.head(), ViewFields.GENERATION);
    redis.hset(
        KEYS.generation(Long.parseLong(before)) + ViewKeys.room("default"),
        ViewFields.ACTIVE,
        "11");
    CompletableFuture<List<UUID>> traffic = CompletableFuture.supplyAsync(() -> joinAnyhow(300));

    // when
    Run run = replay("rebuild", "--kafka", connections.kafka(), "--redis", connections.redis());

    // then
    traffic.join();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.report().path("previousGeneration").asString()).isEqualTo(before);
    assertThat(redis.hget(KEYS.head(), ViewFields.GENERATION))
        .isEqualTo(run.report().path("generation").asString());
    assertThat(redis.hget(KEYS.head(), ViewFields.RENEW)).isNull();
    assertThat(verify().report().path("viewEqual").asBoolean()).isTrue();
    client.shutdown();
  }

  @Test
  void whatAnOperatorOrdersRunsInAProcessOfItsOwn() {
    // given
    SeparateReplayEngine engine =
        new SeparateReplayEngine(connections.kafka(), connections.redis(), NO_POSTGRES, 0);
    List<Long> progress = new ArrayList<>();

    // when
    String report = engine.run(order("verify", "earliest"), (done, total) -> progress.add(done));

    // then
    JsonNode verified = new JsonMapper().readTree(report);
    assertThat(verified.path("viewEqual").asBoolean()).isTrue();
    assertThat(progress).isSorted().endsWith(verified.path("commands").asLong());

    // and when, then
    assertThatThrownBy(() -> engine.run(order("verify", "999999999"), (done, total) -> {}))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageStartingWith("Expected 'from'");

    // and when, then: who asked is gone, and so is the process
    assertThatThrownBy(
            () ->
                engine.run(
                    order("verify", "earliest"),
                    (done, total) -> {
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");
    await()
        .atMost(SOON)
        .until(() -> ProcessHandle.current().children().noneMatch(ReplayIT::isReplay));
  }

  @Test
  void aLogOfSeveralPartitionsIsNotTakenForOne() throws Exception {
    // given
    LogReplayEngine engine =
        new LogReplayEngine(connections.kafka(), connections.redis(), NO_POSTGRES, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", connections.kafka()))) {
      admin.createPartitions(Map.of(Topics.COMMANDS, NewPartitions.increaseTo(2))).all().get();
    }

    // when, then
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThatThrownBy(
                        () -> engine.run(order("verify", "earliest"), (done, total) -> {}))
                    .isInstanceOf(ReplayFailedException.class)
                    .hasMessageStartingWith("Expected a log of one partition, but this one has 2"));
  }

  private static ReplayEngine.Order order(String mode, String from) {
    return new ReplayEngine.Order(UUID.randomUUID(), mode, from, "latest", null);
  }

  private static boolean isReplay(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(ReplayProcess.class.getName());
  }

  @Test
  void aRebuildOfASpanOrOfNoViewIsRefused() {
    // given
    String kafka = connections.kafka();
    String redis = connections.redis();

    // when
    Run span = replay("rebuild", "--kafka", kafka, "--redis", redis, "--from", "5");
    servers.stop(Kind.REDIS);
    Run away = replay("rebuild", "--kafka", kafka, "--redis", redis);

    // then
    assertThat(List.of(span.code(), away.code())).containsOnly(2);
    assertThat(span.err()).startsWith("Expected a rebuild from earliest to latest");
    assertThat(away.err()).startsWith("Expected Redis to answer");
  }

  @Test
  void theHistoriesAreNotEmptiedForNothing() throws Exception {
    // given
    String kafka = connections.kafka();
    String redis = connections.redis();
    String[] unnamed = {"rebuild", "--history", "--kafka", kafka, "--redis", redis};
    String[] named = {
      "rebuild", "--history", "--kafka", kafka, "--redis", redis, "--postgres", NO_POSTGRES
    };

    // when
    Run nowhere = replay(unnamed);
    Run away = replay(named);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      TopicPartition events = new TopicPartition(Topics.EVENTS, 0);
      admin.deleteRecords(Map.of(events, RecordsToDelete.beforeOffset(5))).all().get();
    }
    Run cut = replay(named);

    // then
    assertThat(List.of(nowhere.code(), away.code(), cut.code())).containsOnly(2);
    assertThat(nowhere.err()).startsWith("Expected Postgres, where the histories are");
    assertThat(away.err()).startsWith("Expected Postgres to have both histories");
    assertThat(cut.err()).startsWith("Expected a log that begins with its first event");
  }

  private List<UUID> joinAnyhow(int count) {
    try {
      return join(count);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutRedisTheViewIsNotSpokenOf() {
    // given
    servers.stop(Kind.REDIS);

    // when
    Run run = verify();

    // then
    assertThat(run.code()).isZero();
    assertThat(run.report().path("viewEqual").isNull()).isTrue();
    assertThat(run.report().path("view").asString()).contains("Redis does not answer");
  }

  @Test
  void aLogIsTakenToAnotherPlaceAndReplayedThere() throws Exception {
    // given
    String kafka = connections.kafka();
    Path file = folder.resolve("log.jsonl");
    await().atMost(SOON).until(() -> verify().report().path("commands").asLong() >= 74);
    String chain = verify().report().path("chain").asString();
    long live = span(LogTopicNames.LIVE);

    // when
    Run export = run(LogApplication::run, "export", "--kafka", kafka, "--out", file.toString());
    Run imported = run(LogApplication::run, "import", file.toString(), "--kafka", kafka);

    // then
    assertThat(export.code()).as(export.err()).isZero();
    assertThat(imported.code()).as(imported.err()).isZero();
    for (Run it :
        List.of(
            replay("verify", "--log", file.toString()),
            replay("verify", "--kafka", kafka, "--imported"))) {
      assertThat(it.code()).as(it.err()).isZero();
      assertThat(it.report().path("chain").asString()).isEqualTo(chain);
      assertThat(it.report().path("viewEqual").isNull()).isTrue();
    }
    assertThat(records(new ExportedLog(file, 0)))
        .isEqualTo(records(new KafkaLog(kafka, LogTopicNames.LIVE, 0)))
        .isEqualTo(records(new KafkaLog(kafka, LogTopicNames.IMPORTED, 0)));
    Run whatIf =
        replay("what-if", "--kafka", kafka, "--imported", "--capacity", "30", "--slots", "12");
    assertThat(whatIf.report().path("imagined").path("maxActive").asInt()).isEqualTo(30);
    assertThat(span(LogTopicNames.LIVE)).isEqualTo(live);
  }

  private long span(LogTopicNames topics) {
    return new KafkaLog(connections.kafka(), topics, 0).commands().end();
  }

  private static List<String> records(RecordedLog log) {
    List<String> records = new ArrayList<>();
    for (RecordReader reader : Stream.of(log.readCommands(0), log.readEvents()).toList()) {
      try (reader) {
        while (reader.hasNext()) {
          LogRecord it = reader.next();
          records.add(it.topic() + " " + it.offset() + " " + it.timestamp() + " " + it.hash());
        }
      }
    }
    return records;
  }

  @Test
  void anImportNeverGoesOverAnotherOrWithoutItsRecords() {
    // given
    String kafka = connections.kafka();
    Path file = folder.resolve("log.jsonl");
    Path redacted = folder.resolve("redacted.jsonl");
    run(LogApplication::run, "export", "--kafka", kafka, "--out", file.toString());
    run(LogApplication::run, "export", "--kafka", kafka, "--redact", "--out", redacted.toString());
    run(LogApplication::run, "import", file.toString(), "--kafka", kafka);

    // when
    Run again = run(LogApplication::run, "import", file.toString(), "--kafka", kafka);
    Run without = run(LogApplication::run, "import", redacted.toString(), "--kafka", kafka);
    Run replaced =
        run(LogApplication::run, "import", file.toString(), "--kafka", kafka, "--replace");
    Run twice = run(LogApplication::run, "export", "--kafka", kafka, "--out", file.toString());

    // then
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("add --replace");
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).contains("redacted");
    assertThat(replaced.code()).as(replaced.err()).isZero();
    assertThat(twice.code()).isEqualTo(2);
    assertThat(Files.exists(redacted)).isTrue();
    assertThat(replay("verify", "--kafka", kafka, "--imported").code()).isZero();
  }

  @Test
  void whatKafkaDoesNotHaveIsSaidInALine() {
    // given
    String kafka = connections.kafka();

    // when
    Run noCopy = replay("verify", "--kafka", kafka, "--imported");
    Run noPartition = replay("verify", "--kafka", kafka, "--partition", "7");
    Run tooFar = replay("fairness", "--kafka", kafka, "--from", "100000");

    // then
    for (Run it : List.of(noCopy, noPartition, tooFar)) {
      assertThat(it.code()).isEqualTo(2);
      assertThat(it.out()).isEmpty();
      assertThat(it.err().lines()).singleElement().asString().startsWith("Expected ");
    }
  }
}
