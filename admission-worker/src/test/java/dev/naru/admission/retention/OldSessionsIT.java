package dev.naru.admission.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.snapshot.SnapshotApplication;
import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

@SuppressWarnings("NullAway.Init")
class OldSessionsIT {
  private static final Instant BEFORE = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir private Path folder;
  private Servers servers;
  private ConfigurableApplicationContext application;
  private Connection database;
  private OldSessions old;

  @BeforeEach
  void start() throws SQLException {
    servers = TestServers.in(folder, EnumSet.of(Kind.POSTGRES));
    Connections connections = servers.start();
    SnapshotApplication.migrate(connections);
    application = SnapshotApplication.start(connections);
    old = new OldSessions(application.getBean(EntityManagerFactory.class));
    database =
        DriverManager.getConnection(
            connections.postgresJdbcUrl(),
            connections.postgresUser(),
            connections.postgresPassword());
  }

  @AfterEach
  void stop() throws SQLException {
    database.close();
    application.close();
    servers.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String from) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** So many sessions that ended at a time, and an id that met each. */
  private void sessions(int count, String endedAt) throws SQLException {
    execute(
        """
        with ended as (
          insert into session_history (id, room, state, ended_at, command_offset)
          select gen_random_uuid(), 'r', 'ENDED', '%s', n from generate_series(1, %d) n returning id)
        insert into session_history (id, room, state, live_id, command_offset)
        select gen_random_uuid(), 'r', 'MATCHED', id, 1 from ended
        """
            .formatted(endedAt, count));
  }

  @Test
  void whatEndedLongAgoGoesInBatchesAndTheRestStays() throws SQLException {
    // given
    sessions(1_200, "2026-05-01T00:00:00Z");
    sessions(7, "2026-06-02T00:00:00Z");
    execute(
        "insert into session_history (id, room, state, joined_at, command_offset)"
            + " values (gen_random_uuid(), 'r', 'ACTIVE', '2026-05-01T00:00:00Z', 1)");
    execute("insert into room_minute values ('r', '2026-05-01T00:00:00Z', 1, 0, 1, 1)");
    execute("insert into room_minute values ('r', '2026-06-01T00:00:00Z', 1, 0, 1, 1)");
    execute("insert into room_change values ('r', 1, 0, '2026-05-01T00:00:00Z', 'PAUSED', 1)");
    execute(
        "insert into session_move values"
            + " ('r', 1, 0, '2026-05-01T00:00:00Z', gen_random_uuid(), 2, 1, 2, 0, 'why')");
    execute(
        "insert into pool_change values ('p', 1, 0, '2026-05-01T00:00:00Z', 'HELD', 'OPERATOR')");
    execute(
        "insert into pool_change values ('p', 9, 0, '2026-06-01T00:00:00Z', 'HELD', 'OPERATOR')");

    // when
    int first = old.removeSome(BEFORE);
    long left = count("session_history where state = 'ENDED'");
    while (old.removeSome(BEFORE) > 0) {
      // as long as there are any
    }

    // then
    assertThat(first).isEqualTo(504);
    assertThat(left).isEqualTo(707);
    assertThat(count("session_history where state = 'ENDED'")).isEqualTo(7);
    assertThat(count("session_history where state = 'MATCHED'")).isEqualTo(7);
    assertThat(count("session_history where state = 'ACTIVE'")).isEqualTo(1);
    assertThat(count("room_minute")).isEqualTo(1);
    assertThat(count("room_change")).isZero();
    assertThat(count("session_move")).isZero();
    assertThat(count("pool_change")).isEqualTo(1);
  }

  @Test
  void whileAnotherProcessIsAtItNothingIsDone() throws SQLException {
    // given
    sessions(1, "2026-05-01T00:00:00Z");
    database.setAutoCommit(false);
    execute("select pg_advisory_xact_lock(" + 0x6e61_7275_0000_0001L + ")");

    // when
    int meanwhile = old.removeSome(BEFORE);
    database.commit();
    database.setAutoCommit(true);

    // then
    assertThat(meanwhile).isZero();
    assertThat(old.removeSome(BEFORE)).isEqualTo(1);
  }
}
