package dev.naru.admission.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.snapshot.Snapshots.Restored;
import dev.naru.admission.state.CanonicalState;
import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsState;
import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.WireFormat;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SnapshotsIT {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final LogIdentity LOG = new LogIdentity("cluster", "commands", "events");

  private Servers servers;
  private Connections connections;
  private ConfigurableApplicationContext application;
  private Snapshots snapshots;

  @BeforeAll
  void start(@TempDir Path folder) {
    servers = TestServers.in(folder, EnumSet.of(Kind.POSTGRES));
    connections = servers.start();
    application = SnapshotApplication.start(connections);
    snapshots =
        new Snapshots(application.getBean(SnapshotStore.class), new StateCodec(new WireFormat()));
  }

  @AfterAll
  void stop() {
    application.close();
    servers.close();
  }

  @BeforeEach
  void makeTables() throws SQLException {
    SnapshotApplication.migrate(connections);
    execute("delete from state_snapshot");
  }

  @Test
  void aStateOfManyChunksComesBackAsItWas() {
    // given
    RoomsState state = state(60_000);

    // when
    save(state, 60_001, 3);

    // then
    Restored restored = restore();
    assertThat(restored).isNotNull();
    assertThat(CanonicalState.lines(restored.state())).isEqualTo(CanonicalState.lines(state));
    assertThat(restored.place()).isEqualTo(place(state, 60_001));
    assertThat(restored.takenAt()).isEqualTo(NOW);
  }

  @Test
  void onlyTheNewestAreKept() throws SQLException {
    // when
    for (int number = 1; number <= 5; number++) {
      save(state(number), number, 3);
    }

    // then
    assertThat(application.getBean(SnapshotStore.class).heads(0))
        .extracting(head -> head.place().nextEvent())
        .containsExactly(5L, 4L, 3L);
    assertThat(count("state_snapshot_chunk")).isEqualTo(3);
  }

  @Test
  void aDamagedOneIsPassedOverForTheOneBefore() throws SQLException {
    // given
    save(state(1), 1, 3);
    save(state(2), 2, 3);

    // when
    execute(
        "update state_snapshot_chunk set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1)"
            + " where snapshot_id = (select max(id) from state_snapshot)");

    // then
    assertThat(Objects.requireNonNull(restore()).place().nextEvent()).isEqualTo(1);
  }

  @Test
  void oneWhosePlaceWasChangedIsPassedOverToo() throws SQLException {
    // given
    save(state(1), 1, 3);
    save(state(2), 2, 3);

    // when
    execute("update state_snapshot set next_event = 7 where next_event = 2");

    // then
    assertThat(Objects.requireNonNull(restore()).place().nextEvent()).isEqualTo(1);
  }

  @Test
  void oneThatLacksAChunkIsPassedOverToo() throws SQLException {
    // given
    save(state(1), 1, 3);
    save(state(2), 2, 3);

    // when
    execute(
        "delete from state_snapshot_chunk where snapshot_id = (select max(id) from state_snapshot)");

    // then
    assertThat(Objects.requireNonNull(restore()).place().nextEvent()).isEqualTo(1);
  }

  @Test
  void oneOfANewerVersionIsPassedOverForTheOneBefore() throws SQLException {
    // given
    save(state(1), 1, 3);
    save(state(2), 2, 3);

    // when
    execute(
        "update state_snapshot set format = %d where next_event = 2"
            .formatted(StateCodec.FORMAT + 1));

    // then
    assertThat(Objects.requireNonNull(restore()).place().nextEvent()).isEqualTo(1);
  }

  @Test
  void withoutAGoodOneThereIsNone() throws SQLException {
    // given
    save(state(1), 1, 3);

    // when
    execute("update state_snapshot set sha256 = 'no'");

    // then
    assertThat(restore()).isNull();
  }

  @Test
  void beforeTheTablesAreMadeThereIsNone() throws SQLException {
    // when
    execute(
        "drop table state_snapshot_chunk, state_snapshot, session_history, history_place, room_change,"
            + " session_move, pool_change, room_standing, room_minute, erased_session,"
            + " flyway_admission_history");

    // then
    assertThat(restore()).isNull();
  }

  private Restored restore() {
    return snapshots.newestGood(0, place -> assertThat(place.log()).isEqualTo(LOG));
  }

  private void save(RoomsState state, long nextEvent, int keep) {
    Snapshot snapshot = snapshots.take(state, place(state, nextEvent), () -> true);
    snapshots.save(Objects.requireNonNull(snapshot), NOW, keep);
  }

  private static SnapshotPlace place(RoomsState state, long nextEvent) {
    return new SnapshotPlace(
        0, LOG, state.offset(), nextEvent, 4, state.chain(), HashChain.GENESIS);
  }

  private static RoomsState state(int waiting) {
    RoomsState state = new RoomsState();
    Evolver evolver = new Evolver();
    RoomConfigured room =
        new RoomConfigured("default", RoomSettings.defaults(), SettingsSource.FILE);
    evolver.evolve(state, new Envelope(0, 0, 1, HashChain.GENESIS, room));
    for (int i = 1; i <= waiting; i++) {
      SessionQueued queued =
          new SessionQueued(UUID.randomUUID(), "default", "user-" + i, i, i - 1, "key-" + i);
      evolver.evolve(state, new Envelope(i, 0, i, HashChain.GENESIS, queued));
    }
    return state;
  }

  private void execute(String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                connections.postgresJdbcUrl(),
                connections.postgresUser(),
                connections.postgresPassword());
        var command = connection.createStatement()) {
      command.execute(statement);
    }
  }

  private long count(String table) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                connections.postgresJdbcUrl(),
                connections.postgresUser(),
                connections.postgresPassword());
        var command = connection.createStatement();
        var rows = command.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
