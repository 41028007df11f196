package dev.naru.admission.history;

import static dev.naru.admission.history.HistoryEvents.admitted;
import static dev.naru.admission.history.HistoryEvents.at;
import static dev.naru.admission.history.HistoryEvents.ended;
import static dev.naru.admission.history.HistoryEvents.envelope;
import static dev.naru.admission.history.HistoryEvents.matched;
import static dev.naru.admission.history.HistoryEvents.queued;
import static dev.naru.admission.history.HistoryEvents.refused;
import static dev.naru.admission.history.HistoryEvents.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.embedded.TestServers;
import dev.naru.model.HoldReason;
import dev.naru.model.RefusalReason;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolReleased;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionsDrawn;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** In this order, since a record that nobody can read stays in the log. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HistoryIT {
  @TempDir static Path folder;
  private static Servers servers;
  private static Connections connections;
  private static EventLog log;

  @BeforeAll
  static void startServers() throws Exception {
    servers = TestServers.in(folder, Set.of(Servers.Kind.KAFKA, Servers.Kind.POSTGRES));
    connections = servers.start();
    log = new EventLog(connections.kafka());
  }

  @AfterAll
  static void stopServers() {
    log.close();
    servers.close();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }

  private static Status health(ConfigurableApplicationContext history) {
    return history.getBean(HistoryHealth.class).health().getStatus();
  }

  private static List<Map<String, Object>> rows(ConfigurableApplicationContext history) {
    return rows(history, "select * from session_history order by id");
  }

  private static List<Map<String, Object>> rows(
      ConfigurableApplicationContext history, String query) {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Connection connection = history.getBean(DataSource.class).getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.put(result.getMetaData().getColumnName(column), result.getObject(column));
        }
        rows.add(row);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  @Test
  @Order(1)
  void itStartsWithoutPostgresAndCatchesUp() {
    // given
    servers.stop(Servers.Kind.POSTGRES);
    log.write(
        List.of(
            envelope(1, 0, queued(session(1), 1)),
            envelope(1, 1, admitted(session(1), 1)),
            envelope(2, 0, matched(session(2), session(1))),
            envelope(2, 1, new PoolHeld("default", HoldReason.UPSTREAM, 1)),
            envelope(3, 0, refused(session(3), RefusalReason.ROOM_CLOSED)),
            envelope(3, 1, new PoolReleased("default", HoldReason.UPSTREAM)),
            envelope(4, 0, ended(session(1)))));
    log.abandon(envelope(5, 0, queued(session(4), 2)));

    // when
    try (var history = HistoryApplication.start(connections)) {
      patiently().until(() -> health(history).equals(Status.UNKNOWN));
      servers.start(Servers.Kind.POSTGRES);

      // then
      patiently().until(() -> health(history).equals(Status.UP));
      patiently().untilAsserted(() -> assertThat(rows(history)).hasSize(3));
      Map<String, Object> visit = rows(history).getFirst();
      assertThat(visit)
          .containsEntry("state", "ENDED")
          .containsEntry("ended_reason", "LEFT")
          .containsEntry("joined_at", Timestamp.from(at(1)))
          .containsEntry("admitted_at", Timestamp.from(at(1)))
          .containsEntry("ended_at", Timestamp.from(at(4)))
          .containsEntry("ticket", 1L)
          .containsEntry("command_offset", 4L)
          .containsEntry("requested_offset", 1L)
          .containsEntry("ahead", 0);
      assertThat(rows(history).get(1))
          .containsEntry("state", "MATCHED")
          .containsEntry("live_id", session(1));
      assertThat(rows(history).get(2)).containsEntry("refusal", "ROOM_CLOSED");
      assertThat(rows(history, "select * from pool_change order by command_offset"))
          .extracting(row -> row.get("what") + " " + row.get("at"))
          .containsExactly("HELD " + Timestamp.from(at(2)), "RELEASED " + Timestamp.from(at(3)));
      assertThat(history.getBean(MeterRegistry.class).get("naru.history.lag").gauge().value())
          .isZero();
    }
  }

  @Test
  @Order(2)
  void readAgainFromTheBeginningItChangesNothing() throws Exception {
    // given
    List<Map<String, Object>> before;
    try (var history = HistoryApplication.start(connections)) {
      before = rows(history);
      execute(history, "delete from history_place");
    }
    log.forget();

    // when
    try (var history = HistoryApplication.start(connections)) {
      patiently().until(() -> log.committed() > 0);

      // then
      assertThat(rows(history)).isEqualTo(before).hasSize(3);
    }
  }

  @Test
  @Order(3)
  void whilePostgresIsAwayNothingIsSkipped() {
    try (var history = HistoryApplication.start(connections)) {
      // given
      patiently().until(() -> health(history).equals(Status.UP));
      servers.stop(Servers.Kind.POSTGRES);

      // when
      List<UUID> ids = new ArrayList<>();
      for (int n = 100; n < 3_100; n++) {
        ids.add(session(n));
      }
      for (List<UUID> part : List.of(ids.subList(0, 1_000), ids.subList(1_000, 3_000))) {
        List<Envelope> events = new ArrayList<>();
        part.forEach(
            id -> events.add(envelope(id.getLeastSignificantBits() & 0xffff, 0, queued(id, 1))));
        log.write(events);
        patiently().until(() -> health(history).equals(Status.UNKNOWN));
      }
      servers.start(Servers.Kind.POSTGRES);

      // then
      patiently().untilAsserted(() -> assertThat(rows(history)).hasSize(3_003));
      patiently().until(() -> health(history).equals(Status.UP));

      // and when
      log.write(
          List.of(
              envelope(5_000, 0, new SessionsDrawn("default", 4_000, 0, ids.subList(0, 1_500))),
              envelope(
                  5_001,
                  0,
                  new SessionMoved(ids.getFirst(), "default", 1, 2, 4_000, 4_001.5, "why"))));

      // then
      patiently()
          .untilAsserted(
              () ->
                  assertThat(rows(history, "select * from session_move"))
                      .extracting(row -> row.get("from_position") + " " + row.get("reason"))
                      .containsExactly("1 why"));
      assertThat(rows(history, "select * from session_history where drawn_ticket is not null"))
          .hasSize(1_500)
          .allMatch(row -> row.get("ticket").equals(1L));
      assertThat(rows(history, "select * from session_history where line_order is not null"))
          .extracting(row -> row.get("drawn_ticket") + " " + row.get("line_order"))
          .containsExactly("4000 4001.5");
    }
  }

  @Test
  @Order(4)
  void aHistoryThatWasEmptiedIsWrittenAgainFromTheLog() throws Exception {
    // given
    Map<String, List<Map<String, Object>>> before;
    try (var history = HistoryApplication.start(connections)) {
      patiently().untilAsserted(() -> assertThat(rows(history)).hasSize(3_003));
      before = tables(history);
      execute(
          history,
          "truncate session_history, session_move, room_change, room_standing, room_minute,"
              + " pool_change");
    }
    assertThat(log.committed()).isPositive();

    // when
    try (var history = HistoryApplication.start(connections)) {

      // then
      patiently().untilAsserted(() -> assertThat(tables(history)).isEqualTo(before));
    }
  }

  @Test
  @Order(4)
  void aHistoryThatIsEmptiedWhileItIsWrittenIsWrittenAgain() throws Exception {
    try (var history = HistoryApplication.start(connections)) {
      // given
      Map<String, List<Map<String, Object>>> before = tables(history);
      patiently().until(() -> health(history).equals(Status.UP));

      // when
      execute(
          history,
          "truncate session_history, room_change, room_standing, room_minute, history_place");

      // then
      patiently().untilAsserted(() -> assertThat(tables(history)).isEqualTo(before));
      assertThat(before.get("session_history")).hasSize(3_003);
    }
  }

  private static Map<String, List<Map<String, Object>>> tables(
      ConfigurableApplicationContext history) {
    return Map.of(
        "session_history", rows(history),
        "pool_change", rows(history, "select * from pool_change order by command_offset"),
        "room_standing", rows(history, "select * from room_standing"),
        "room_minute", rows(history, "select * from room_minute order by minute"));
  }

  private static void execute(ConfigurableApplicationContext history, String statement)
      throws SQLException {
    try (Connection connection = history.getBean(DataSource.class).getConnection();
        Statement open = connection.createStatement()) {
      open.execute(statement);
    }
  }

  @Test
  @Order(5)
  void whatPostgresCannotHoldDoesNotHoldUpTheRest() {
    try (var history = HistoryApplication.start(connections)) {
      // given
      String room = "\0\uD800" + "한".repeat(5_000);
      UUID odd = session(50_000);

      // when
      log.write(
          List.of(
              envelope(
                  60_000,
                  0,
                  new CommandRefused(
                      "RequestSession", RefusalReason.UNKNOWN_ROOM, "x", room, "u", odd, null)),
              envelope(60_001, 0, queued(session(50_001), 7))));

      // then
      patiently()
          .untilAsserted(
              () ->
                  assertThat(rows(history))
                      .extracting(row -> row.get("id"))
                      .contains(odd, session(50_001)));
    }
  }

  @Test
  @Order(6)
  void anUnreadableRecordStopsItLoudlyAndIsNotPassedOver() throws Exception {
    try (var history = HistoryApplication.start(connections)) {
      // given
      log.write(List.of(envelope(70_000, 0, queued(session(60_000), 8))));
      log.writeRaw("{\"type\":\"Nonsense\"}".getBytes(StandardCharsets.UTF_8));
      log.write(List.of(envelope(70_001, 0, queued(session(60_001), 9))));

      // when
      patiently().until(() -> health(history).equals(Status.DOWN));

      // then
      long stoppedAt = log.committed();
      assertThat(rows(history))
          .extracting(row -> row.get("id"))
          .contains(session(60_000))
          .doesNotContain(session(60_001));

      // and after a restart it stops at the same record
      history.close();
      try (var again = HistoryApplication.start(connections)) {
        patiently().until(() -> health(again).equals(Status.DOWN));
        assertThat(log.committed()).isEqualTo(stoppedAt);
      }
    }
  }

  @Test
  @Order(7)
  void anotherLogOnTheSameTablesIsCountedFromItsFirstEvent() throws Exception {
    // given
    log.beginAnew();

    // when
    try (var history = HistoryApplication.start(connections)) {
      log.write(
          List.of(
              envelope(1, 0, queued(session(70_000), 1)),
              envelope(1, 1, admitted(session(70_000), 1))));

      // then
      patiently()
          .untilAsserted(
              () ->
                  assertThat(rows(history, "select * from room_standing"))
                      .singleElement()
                      .satisfies(
                          room ->
                              assertThat(room)
                                  .containsEntry("serving", 1L)
                                  .containsEntry("active", 1)
                                  .containsEntry("command_offset", 1L)));
      assertThat(rows(history, "select * from session_history where requested_offset is not null"))
          .extracting(row -> row.get("id"))
          .containsExactly(session(70_000));
      assertThat(rows(history)).hasSizeGreaterThan(3_003);
    }
  }
}
