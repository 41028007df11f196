package dev.naru.query.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.embedded.Connections;
import dev.naru.query.TestBed;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** In a schema of its own: others use the same server. */
@SuppressWarnings("NullAway.Init")
@ResourceLock(TestBed.POSTGRES)
class OldQueriesIT {
  private static final String SCHEMA = "old_queries";
  private static final Instant BEFORE = Instant.parse("2026-06-01T00:00:00Z");

  private EntityManagerFactory entities;
  private Connection database;
  private OldQueries old;

  @BeforeEach
  void start() throws SQLException {
    Connections at = TestBed.connections();
    String url = at.postgresJdbcUrl() + "?currentSchema=" + SCHEMA;
    var unused =
        Flyway.configure()
            .dataSource(url, at.postgresUser(), at.postgresPassword())
            .locations("classpath:db/migration/query")
            .schemas(SCHEMA)
            .load()
            .migrate();
    entities =
        new HibernatePersistenceConfiguration("old-queries")
            .properties(
                Map.of(
                    JdbcSettings.JAKARTA_JDBC_URL, url,
                    JdbcSettings.JAKARTA_JDBC_USER, at.postgresUser(),
                    JdbcSettings.JAKARTA_JDBC_PASSWORD, at.postgresPassword()))
            .createEntityManagerFactory();
    old = new OldQueries(entities);
    database = DriverManager.getConnection(url, at.postgresUser(), at.postgresPassword());
  }

  @AfterEach
  void stop() throws SQLException {
    execute("delete from query_history");
    database.close();
    entities.close();
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

  private void queries(int count, String finishedAt) throws SQLException {
    execute(
        """
        with finished as (
          insert into query_history (id, pool, state, attempt, finished_at, result, event_offset)
          select gen_random_uuid(), 'p', 'SUCCEEDED', 1, '%s', '"yes"', n from generate_series(1, %d) n
          returning id)
        insert into query_history (id, state, attempt, live_id, event_offset)
        select gen_random_uuid(), 'MATCHED', 0, id, 1 from finished
        """
            .formatted(finishedAt, count));
  }

  @Test
  void oldResultsGoAndTheirRowsStay() throws SQLException {
    // given
    queries(300, "2026-05-01T00:00:00Z");
    queries(5, "2026-06-02T00:00:00Z");

    // when
    int first = old.removeResults(BEFORE);
    int second = old.removeResults(BEFORE);
    int third = old.removeResults(BEFORE);

    // then
    assertThat(first).isEqualTo(200);
    assertThat(second).isEqualTo(100);
    assertThat(third).isZero();
    assertThat(count("query_history where result is not null")).isEqualTo(5);
    assertThat(count("query_history where result_removed")).isEqualTo(300);
    assertThat(count("query_history")).isEqualTo(610);
  }

  @Test
  void oldRowsGoWithTheIdsThatStoodForThem() throws SQLException {
    // given
    queries(3, "2026-05-01T00:00:00Z");
    queries(5, "2026-06-02T00:00:00Z");
    execute(
        "insert into query_history (id, pool, state, attempt, event_offset)"
            + " values (gen_random_uuid(), 'p', 'RUNNING', 1, 1)");

    // when
    int removed = old.removeRows(BEFORE);

    // then
    assertThat(removed).isEqualTo(3);
    assertThat(count("query_history")).isEqualTo(11);
  }
}
