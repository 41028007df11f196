package dev.naru.admission.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.loop.RunningWorker;
import dev.naru.admission.loop.Stage;
import dev.naru.admission.replay.FairnessReplay;
import dev.naru.admission.replay.ProgressListener;
import dev.naru.admission.replay.ReplayRequest;
import dev.naru.admission.replay.VerifyReplay;
import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.KafkaLog;
import dev.naru.admission.replay.log.LogTopicNames;
import dev.naru.admission.snapshot.SnapshotPlace;
import dev.naru.admission.snapshot.SnapshotReader;
import dev.naru.admission.snapshot.Snapshots;
import dev.naru.admission.snapshot.StateCodec;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of two days' worth of users, as far as snapshots are concerned, and what time takes away.
 */
class LogRetentionIT {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration MUCH_LATER = KEPT.plusDays(1);

  @TempDir private Path folder;
  private Stage stage;
  private Admin admin;

  @BeforeEach
  void start() throws Exception {
    stage = new Stage(folder);
    admin = Admin.create(Map.of("bootstrap.servers", stage.connections().kafka()));
    stage.play();
    retain(Duration.ZERO);
    stage.play();
  }

  @AfterEach
  void stop() {
    admin.close();
    stage.close();
  }

  private void retain(Duration later) throws Exception {
    InstantSource clock = InstantSource.fixed(Instant.now().plus(later));
    Snapshots snapshots = new Snapshots(stage.store(), new StateCodec(new WireFormat()));
    new LogRetention(stage.topics(), snapshots, new Records(admin), KEPT, clock).run(0);
  }

  /** As both histories do when they have written all events. */
  private void readAll() throws Exception {
    for (String group : List.of("naru-admission-history", "naru-query-history")) {
      long end = stage.span(Topics.EVENTS).end();
      admin
          .alterConsumerGroupOffsets(
              group, Map.of(new TopicPartition(Topics.EVENTS, 0), new OffsetAndMetadata(end)))
          .all()
          .get();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private KafkaLog log(@Nullable SnapshotReader snapshots) {
    return new KafkaLog(stage.connections().kafka(), LogTopicNames.LIVE, 0, snapshots);
  }

  private String url() {
    var at = stage.connections();
    return "%s?user=%s&password=%s"
        .formatted(at.postgresJdbcUrl(), at.postgresUser(), at.postgresPassword());
  }

  private boolean isCut() {
    return stage.span(Topics.COMMANDS).first() > 0 || stage.span(Topics.EVENTS).first() > 0;
  }

  @Test
  void theLogIsCutAtAnOldSnapshotAndRecoversFromIt() throws Exception {
    // given
    readAll();
    List<String> before = stage.recovered(null);
    SnapshotPlace anchor = stage.store().anchors(0).getFirst().place();
    retain(Duration.ZERO);
    assertThat(isCut()).as("nothing is old yet").isFalse();

    // when
    retain(MUCH_LATER);

    // then
    assertThat(stage.span(Topics.COMMANDS).first()).isEqualTo(anchor.commandOffset() + 1);
    assertThat(stage.span(Topics.EVENTS).first()).isEqualTo(anchor.nextEvent());
    assertThat(stage.recovered(stage.store())).isEqualTo(before);

    // and also if that snapshot is the only good one
    execute("update state_snapshot set sha256 = 'damaged' where not anchor");
    assertThat(stage.recovered(stage.store())).isEqualTo(before);

    // and what is left can be replayed from there
    ReplayRequest left = ReplayRequest.all(() -> log(new SnapshotReader(url())));
    var verified = new VerifyReplay(null, 0).run(left, ProgressListener.NONE);
    assertThat(verified.from()).isEqualTo(anchor.commandOffset() + 1);
    assertThat(verified.commands()).isPositive();
    assertThat(verified.equal()).isTrue();
    assertThat(new FairnessReplay().run(left, ProgressListener.NONE).fair()).isTrue();
    ReplayRequest blind = ReplayRequest.all(() -> log(null));
    assertThatThrownBy(() -> new VerifyReplay(null, 0).run(blind, ProgressListener.NONE))
        .isInstanceOf(CannotReplayException.class)
        .hasMessageContaining("the events before " + anchor.nextEvent() + " are removed");

    // and the log goes on
    try (RunningWorker worker = stage.worker(stage.store())) {
      Stage.awaitCurrent(worker);
      Stage.join(worker, 3);
      stage.awaitSnapshot();
    }
    assertThat(stage.store().anchors(0)).hasSize(1);
  }

  @Test
  void whatAHistoryHasNotReadStays() throws Exception {
    // when
    retain(MUCH_LATER);

    // then
    assertThat(isCut()).isFalse();
  }

  @Test
  void nothingGoesWithoutAGoodSnapshotToBeginWith() throws Exception {
    // given
    readAll();
    execute("update state_snapshot set sha256 = 'damaged' where anchor");

    // when
    retain(MUCH_LATER);

    // then
    assertThat(isCut()).isFalse();
  }

  @Test
  void aSlotsAssignmentsStayUntilTheyAreRun() throws Exception {
    // given
    String topic = Topics.slots("default");
    TopicPartition slot = new TopicPartition(topic, 0);
    stage.append(topic, 3);
    admin
        .alterConsumerGroupOffsets("naru-query-default", Map.of(slot, new OffsetAndMetadata(2)))
        .all()
        .get();

    // when
    InstantSource clock = InstantSource.fixed(Instant.now().plus(Duration.ofDays(2)));
    new SideTopicRetention(new Records(admin), KEPT, clock).run();

    // then
    assertThat(stage.span(topic)).isEqualTo(new LogSpan(2, 3));
  }
}
