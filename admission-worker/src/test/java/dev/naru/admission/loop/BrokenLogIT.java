package dev.naru.admission.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import dev.naru.model.wire.Topics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.record.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.FileRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must never happen to a log, and happens: the worker stops and says what to do. */
class BrokenLogIT {
  @TempDir private Path folder;
  private Stage stage;

  @BeforeEach
  void start() {
    stage = new Stage(folder.resolve("servers"));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void theCommandsWereTruncated() throws Exception {
    // given
    stage.play();

    // when
    cut(Topics.COMMANDS);

    // then, with and without snapshots
    stage.expectBroken(stage.store(), "to go on at", "was truncated", "Restore it from a backup");
    stage.expectBroken(null, "to go on at", "was truncated", "Restore it from a backup");
  }

  @Test
  void theCommandsWereTruncatedAndHaveGrownSince() throws Exception {
    // given
    stage.play();
    long end = stage.span(Topics.COMMANDS).end();

    // when
    cut(Topics.COMMANDS);
    stage.append(Topics.COMMANDS, (int) (end + 5 - stage.span(Topics.COMMANDS).end()));

    // then
    stage.expectBroken(
        stage.store(), "the command that was decided last, but it holds another", "grown since");
    stage.expectBroken(null, "the command that was decided last, but it holds another");
  }

  @Test
  void theEventsWereTruncated() throws Exception {
    // given
    stage.play();
    List<String> before = stage.recovered(stage.store());

    // when
    cut(Topics.EVENTS);

    // then
    stage.expectBroken(stage.store(), "was truncated", "NARU_ADMISSION_SNAPSHOTS_FORGET=true");

    // and when that is done, the lost part is decided again
    try (RunningWorker worker = stage.forgetful()) {
      Stage.awaitCurrent(worker);
      awaitState(before);
    }
  }

  @Test
  void theCommandsWereMadeAnew() throws Exception {
    // given
    stage.play();

    // when
    stage.makeAnew(Topics.COMMANDS);

    // then
    stage.expectBroken(stage.store(), "the topic naru.commands", "deleted and made anew");
    stage.expectBroken(null, "was truncated or made anew");
  }

  @Test
  void theEventsWereMadeAnew() throws Exception {
    // given
    stage.play();
    List<String> before = stage.recovered(stage.store());

    // when
    stage.makeAnew(Topics.EVENTS);

    // then
    stage.expectBroken(
        stage.store(),
        "the topic naru.events",
        "deleted and made anew",
        "NARU_ADMISSION_SNAPSHOTS_FORGET=true");

    // and without snapshots a worker's own commands tell it
    stage.expectBroken(null, "truncated or made anew", "NARU_ADMISSION_SNAPSHOTS_FORGET=true");

    // and when that is done, all commands are decided again
    try (RunningWorker worker = stage.forgetful()) {
      Stage.awaitCurrent(worker);
      awaitState(before);
    }
  }

  @Test
  void retentionRemovedEventsThatNoSnapshotHolds() throws Exception {
    // given events after the snapshot
    stage.play();
    try (RunningWorker worker = stage.worker(null)) {
      Stage.awaitCurrent(worker);
      Stage.join(worker, 3);
    }

    // when
    stage.removeBefore(Topics.EVENTS, stage.span(Topics.EVENTS).end() - 1);

    // then
    stage.expectBroken(
        stage.store(), "follow the newest snapshot", "retention", "kafka-configs.sh --alter");
    stage.expectBroken(null, "Expected a good snapshot", "restore the database");

    // and what is left is not forgotten by mistake
    try (RunningWorker worker = stage.forgetful()) {
      await().atMost(Stage.SOON).until(() -> worker.status().phase() == LoopStatus.Phase.BROKEN);
      assertThat(worker.status().detail()).contains("the snapshots are all there is");
    }
    assertThat(stage.store().heads(0)).isNotEmpty();
  }

  @Test
  void retentionRemovedCommandsThatNobodyDecided() throws Exception {
    // given
    stage.play();
    stage.append(Topics.COMMANDS, 5);

    // when
    stage.removeBefore(Topics.COMMANDS, stage.span(Topics.COMMANDS).end() - 2);

    // then
    stage.expectBroken(stage.store(), "accepted and not decided", "Restore it from a backup");
  }

  @Test
  void anotherClusterAnswersUnderTheSameName() throws Exception {
    // given
    stage.play();
    try (Servers others =
        TestServers.in(folder.resolve("others"), EnumSet.of(Kind.KAFKA, Kind.REDIS))) {
      // when
      Connections other = others.start();

      // then
      Stage.expectBroken(
          other,
          stage.store(),
          "another cluster under the same name",
          "Correct spring.kafka.bootstrap-servers",
          "NARU_ADMISSION_SNAPSHOTS_FORGET=true");
    }
  }

  @Test
  void anEventCannotBeRead() throws Exception {
    // given
    stage.play();

    // when
    stage.append(Topics.EVENTS, 1);

    // then
    stage.expectBroken(stage.store(), "an event of this version", "run the version that wrote it");
    stage.expectBroken(null, "an event of this version", "run the version that wrote it");
  }

  @Test
  void theEventsWereTruncatedAndThereIsNoSnapshot() throws Exception {
    // given
    stage.play();
    List<String> before = stage.recovered(stage.store());
    stage.historyHasRead(stage.span(Topics.EVENTS).end());

    // when
    cut(Topics.EVENTS);

    // then
    stage.expectBroken(null, "the history has read more", "NARU_ADMISSION_SNAPSHOTS_FORGET=true");

    // and when that is done, the lost part is decided again
    try (RunningWorker worker = stage.forgetful()) {
      Stage.awaitCurrent(worker);
      awaitState(before);
    }
  }

  @Test
  void aTransactionLostItsEnd() throws Exception {
    // given
    stage.play();
    List<String> before = stage.recovered(stage.store());

    // when
    cut(Topics.EVENTS, End.LOST);

    // then nobody commits what is left of it
    stage.expectBroken(null, "its end was lost", "kafka-transactions.sh abort");

    // and when it is taken out, its commands are decided again
    stage.abortOpenTransactions();
    try (RunningWorker worker = stage.worker(null)) {
      Stage.awaitCurrent(worker);
      awaitState(before);
    }
  }

  /** As where a file lost the end of a transaction, and the next one shows what is left of it. */
  @Test
  void anEventIsToldTwice() throws Exception {
    // given
    stage.play();

    // when
    stage.repeat(Topics.EVENTS, 1);

    // then
    stage.expectBroken(stage.store(), "to go on after command", "a part of it was lost");
    stage.expectBroken(null, "to have all commands decided again", "SNAPSHOTS_FORGET=true");
  }

  /** Everybody has the place they had; only the log stands elsewhere. */
  private void awaitState(List<String> before) {
    await()
        .atMost(Stage.SOON)
        .untilAsserted(
            () ->
                assertThat(stage.recovered(null).stream().skip(1))
                    .isEqualTo(before.stream().skip(1).toList()));
  }

  /** What becomes of the end of the transaction where the events are cut. */
  private enum End {
    KEPT,
    LOST
  }

  private void cut(String topic) throws IOException {
    cut(topic, End.KEPT);
  }

  /** Takes the second half of a topic's file away while Kafka is down, as a bad disk would. */
  private void cut(String topic, End end) throws IOException {
    Path kafka = folder.resolve("servers").resolve("kafka");
    Path log = kafka.resolve(topic + "-0").resolve("00000000000000000000.log");
    assumeTrue(Files.exists(log), "the files of a server in a container are out of reach");
    stage.servers().stop(Kind.KAFKA);
    Files.deleteIfExists(kafka.resolve(".kafka_cleanshutdown"));
    boolean transactions = topic.equals(Topics.EVENTS);
    long kept = half(log, batch -> !transactions || batch.isControlBatch() == (end == End.KEPT));
    try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
      file.truncate(kept);
    }
    stage.servers().start(Kind.KAFKA);
  }

  /** Where a batch of the first half ends that may be the last. */
  private static long half(Path log, Predicate<FileChannelRecordBatch> mayBeLast)
      throws IOException {
    try (FileRecords records = FileRecords.open(log.toFile())) {
      long kept = 0;
      for (FileChannelRecordBatch batch : records.batches()) {
        long end = (long) batch.position() + batch.sizeInBytes();
        if (kept > 0 && end > Files.size(log) / 2) {
          break;
        }
        kept = mayBeLast.test(batch) ? end : kept;
      }
      return kept;
    }
  }
}
