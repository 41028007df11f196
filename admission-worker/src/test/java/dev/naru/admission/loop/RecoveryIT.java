package dev.naru.admission.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.embedded.Servers.Kind;
import dev.naru.model.RawJson;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.wire.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryIT {
  @TempDir private Path folder;
  private Stage stage;

  @BeforeEach
  void start() {
    stage = new Stage(folder);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void aSnapshotAndTheEventsSinceGiveTheSameStateAsAllEvents() throws Exception {
    // given a snapshot of sessions and queries
    UUID session = UUID.randomUUID();
    try (RunningWorker worker = stage.worker(stage.store())) {
      Stage.awaitCurrent(worker);
      worker.send(new RequestSession(session, "default", "somebody", "a-key"));
      for (int i = 0; i < 3; i++) {
        RawJson payload = new RawJson("{\"n\":" + i + "}");
        worker.send(new SubmitQuery(UUID.randomUUID(), session, payload, 0, null, "q" + i));
      }
      Stage.join(worker, 20);
      stage.awaitSnapshot();
    }

    // when more happens
    try (RunningWorker worker = stage.worker(null)) {
      Stage.awaitCurrent(worker);
      Stage.join(worker, 20);
      worker.send(new LeaveSession(session));
      Stage.join(worker, 1);
    }

    // then
    List<String> fromAll = stage.recovered(null);
    assertThat(stage.recovered(stage.store())).isEqualTo(fromAll);

    // and the events that the snapshot holds are not needed
    long next = stage.store().heads(0).getFirst().place().nextEvent();
    assertThat(next).isLessThan(stage.span(Topics.EVENTS).end());
    stage.removeBefore(Topics.EVENTS, next);
    assertThat(stage.recovered(stage.store())).isEqualTo(fromAll);
    try (RunningWorker worker = stage.worker(stage.store())) {
      Stage.awaitCurrent(worker);
      Stage.join(worker, 1);
    }
  }

  @Test
  void withoutPostgresTheStateComesFromTheFirstEvent() throws Exception {
    // given
    stage.play();
    List<String> before = stage.recovered(stage.store());

    // when
    stage.servers().stop(Kind.POSTGRES);

    // then
    assertThat(stage.recovered(stage.store())).isEqualTo(before);
    try (RunningWorker worker = stage.worker(stage.store())) {
      Stage.awaitCurrent(worker);
      Stage.join(worker, 5);

      // and snapshots are taken again when it is back
      stage.servers().start(Kind.POSTGRES);
      stage.awaitSnapshot();
    }
  }

  @Test
  void aStandbyNeedsNeitherPostgresNorOldEventsToTakeOver() throws Exception {
    // given a standby whose snapshot shows that its state is warm
    try (RunningWorker active = stage.worker(null)) {
      Stage.awaitCurrent(active);
      try (RunningWorker standby = stage.worker(stage.store())) {
        Stage.join(active, 10);
        stage.awaitSnapshot();
        List<String> before = stage.recovered(null);

        // when
        stage.servers().stop(Kind.POSTGRES);
        stage.removeBefore(Topics.EVENTS, stage.span(Topics.EVENTS).end());
        active.close();

        // then
        Stage.awaitCurrent(standby);
        Stage.join(standby, 1);
        assertThat(before).isNotEmpty();
        assertThat(standby.status().rooms().get("default").waiting()).isEqualTo(9);
      }
    }
  }
}
