package dev.naru.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RefusalReason;
import dev.naru.model.SlotAssignment;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.wire.Topics;
import dev.naru.query.other.OtherModule;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole worker in a context, started while Postgres was away. */
@ResourceLock(TestBed.POSTGRES)
class QueryApplicationIT {
  private static final UUID SESSION = UUID.randomUUID();
  private static ConfigurableApplicationContext context;
  private static Log log;

  @BeforeAll
  static void startWithoutPostgres() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    TestBed.servers().stop(Servers.Kind.POSTGRES);
    TestBed.createTopic(Topics.slots("app"), 2, Map.of());
    log = new Log(Topics.COMMANDS);
    context = start("naru.pools.app.slots=2", "naru.query.worker=app-1");
  }

  private static ConfigurableApplicationContext start(String... settings) {
    Connections servers = TestBed.connections();
    return new SpringApplicationBuilder(QueryApplication.class, OtherModule.class)
        .properties(settings)
        .run(
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=" + servers.kafka(),
            "--spring.data.redis.url=" + servers.redis(),
            "--spring.datasource.url=" + servers.postgresJdbcUrl(),
            "--spring.datasource.username=" + servers.postgresUser(),
            "--spring.datasource.password=" + servers.postgresPassword());
  }

  @AfterAll
  static void close() {
    context.close();
    log.close();
    TestBed.servers().start(Servers.Kind.POSTGRES);
  }

  @Test
  void runsQueriesWithoutPostgresAndWritesTheirHistoryWhenItIsBack() {
    // given
    UUID query = UUID.randomUUID();
    log.write(Topics.slots("app"), 1, Log.WIRE.encode(assignment(query, "{\"n\":1.10}")));
    await().until(() -> !log.finishes(query).isEmpty());
    FinishQuery finish = log.finishes(query).getFirst();
    assertThat(finish.result()).isEqualTo(new RawJson("{\"echo\":{\"n\":1.10}}"));
    await().untilAsserted(() -> assertThat(get("/actuator/health/readiness")).startsWith("200"));
    log.event(20, queued(query));
    log.event(21, new QueryStarted(query, "app", 1, 1, "app-1"));
    log.event(22, finished(query, new RawJson("{\"echo\":\"\\u0000 😀\"}")));

    // when
    postgresIsBack();

    // then
    await().until(() -> "SUCCEEDED".equals(row(query).get("state")));
    Map<String, Object> row = row(query);
    assertThat(row)
        .containsEntry("session_id", SESSION)
        .containsEntry("room", "default")
        .containsEntry("pool", "app")
        .containsEntry("attempt", 1)
        .containsEntry("result", "{\"echo\":\"\\u0000 😀\"}")
        .containsEntry("event_offset", 22L);
    assertThat(row).containsEntry("submitted_at", new Timestamp(1_763_690_400_020L));
    assertThat(row).containsEntry("started_at", new Timestamp(1_763_690_400_021L));
    assertThat(row).containsEntry("finished_at", new Timestamp(1_763_690_400_022L));
  }

  @Test
  void theSameEventsTwiceAreWrittenOnceAndAnOutageIsCaughtUp() {
    // given
    postgresIsBack();
    UUID done = UUID.randomUUID();
    UUID cancelled = UUID.randomUUID();
    UUID matched = UUID.randomUUID();
    UUID refused = UUID.randomUUID();
    log.event(30, queued(done));
    await().until(() -> "QUEUED".equals(row(done).get("state")));

    // when
    TestBed.servers().stop(Servers.Kind.POSTGRES);
    for (int times = 0; times < 2; times++) {
      log.event(30, queued(done));
      log.event(31, queued(cancelled));
      log.event(32, new QueryMatched(matched, done, SESSION));
      log.event(33, refusal(refused));
      log.event(34, new QueryStarted(done, "app", 0, 1, "app-1"));
      log.event(
          35, new QueryCancelled(cancelled, SESSION, "app", 1, QueryCancelled.Cause.SESSION_ENDED));
      log.event(36, finished(done, new RawJson("1.10")));
      log.write(Topics.EVENTS, 0, "{garbage".getBytes(StandardCharsets.UTF_8));
    }
    postgresIsBack();

    // then
    await().until(() -> "SUCCEEDED".equals(row(done).get("state")));
    assertThat(row(done)).containsEntry("result", "1.10").containsEntry("event_offset", 36L);
    assertThat(row(cancelled)).containsEntry("state", "CANCELLED");
    assertThat(row(matched)).containsEntry("state", "MATCHED").containsEntry("live_id", done);
    assertThat(row(refused))
        .containsEntry("state", "FAILED")
        .extractingByKey("error")
        .asString()
        .contains("urn:naru:problem:session-queries-full");
  }

  @Test
  void anEmptiedHistoryIsWrittenAgainFromTheFirstEvent() throws Exception {
    // given
    postgresIsBack();
    UUID done = UUID.randomUUID();
    UUID refused = UUID.randomUUID();
    log.event(40, queued(done));
    log.event(41, refusal(refused));
    log.event(42, new QueryStarted(done, "app", 0, 1, "app-1"));
    log.event(43, finished(done, new RawJson("{\"n\":1.10}")));
    await().until(() -> "SUCCEEDED".equals(row(done).get("state")));
    List<Map<String, Object>> before = List.of(row(done), row(refused));
    context.close();

    // when
    truncate("query_history");
    context = start("naru.pools.app.slots=2", "naru.query.worker=app-1");

    // then
    await().untilAsserted(() -> assertThat(List.of(row(done), row(refused))).isEqualTo(before));
  }

  @Test
  void aHistoryThatIsEmptiedWhileItIsWrittenIsWrittenAgain() throws Exception {
    // given
    postgresIsBack();
    UUID done = UUID.randomUUID();
    log.event(50, queued(done));
    log.event(51, new QueryStarted(done, "app", 0, 1, "app-1"));
    log.event(52, finished(done, new RawJson("{\"n\":1.10}")));
    await().until(() -> "SUCCEEDED".equals(row(done).get("state")));
    Map<String, Object> before = row(done);

    // when
    truncate("query_history, query_history_place");

    // then
    await().untilAsserted(() -> assertThat(row(done)).isEqualTo(before));
  }

  private static void truncate(String tables) throws SQLException {
    try (Connection connection = connect();
        var truncate = connection.prepareStatement("truncate " + tables)) {
      truncate.execute();
    }
  }

  private static Connection connect() throws SQLException {
    Connections servers = TestBed.connections();
    return DriverManager.getConnection(
        servers.postgresJdbcUrl(), servers.postgresUser(), servers.postgresPassword());
  }

  @Test
  void theEntitiesOfSeveralModulesAddUp() {
    // when
    List<String> entities =
        context.getBean(EntityManagerFactory.class).getMetamodel().getEntities().stream()
            .map(EntityType::getName)
            .toList();

    // then
    assertThat(entities).contains("QueryRecord", "OtherModule$Other");
  }

  @Test
  void saysWhatItDoes() throws Exception {
    // given
    UUID query = UUID.randomUUID();
    log.write(Topics.slots("app"), 0, Log.WIRE.encode(assignment(query, "1")));
    await().until(() -> !log.finishes(query).isEmpty());

    // when
    String metrics = get("/actuator/prometheus");

    // then
    assertThat(metrics)
        .contains("naru_queries_running{")
        .contains("naru_query_run_seconds_count{")
        .contains("naru_query_attempts_total{outcome=\"answered\",pool=\"app\"")
        .contains("naru_history_lag");
  }

  @Test
  void aKeyThatIsNotThereStopsTheStart() {
    assertThatThrownBy(
            () ->
                start(
                    "naru.pools.bot.upstream.kind=openai",
                    "naru.pools.bot.upstream.url=http://127.0.0.1:1/v1",
                    "naru.pools.bot.upstream.api-key-env=NO_SUCH_KEY"))
        .rootCause()
        .hasMessageContaining("naru.pools.bot.upstream.api-key-env");
  }

  private static void postgresIsBack() {
    TestBed.servers().start(Servers.Kind.POSTGRES);
  }

  /** Empty if there is none, or no table yet. */
  private static Map<String, Object> row(UUID query) {
    Map<String, Object> row = new HashMap<>();
    try (Connection connection = connect();
        var select = connection.prepareStatement("select * from query_history where id = ?")) {
      select.setObject(1, query);
      ResultSet found = select.executeQuery();
      if (found.next()) {
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.put(found.getMetaData().getColumnName(i), found.getObject(i));
        }
      }
    } catch (SQLException e) {
      return Map.of();
    }
    return row;
  }

  private static String get(String path) throws Exception {
    String port = context.getEnvironment().getProperty("local.server.port");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }

  private static SlotAssignment assignment(UUID query, String payload) {
    return new SlotAssignment(
        query, SESSION, "default", "app", payload.equals("1") ? 0 : 1, new RawJson(payload), 5_000);
  }

  private static QueryQueued queued(UUID query) {
    return new QueryQueued(query, SESSION, "default", "app", RawJson.NULL, 60_000, null);
  }

  private static QueryFinished finished(UUID query, RawJson result) {
    return new QueryFinished(query, SESSION, "app", 1, 1, QueryState.SUCCEEDED, result, null);
  }

  private static CommandRefused refusal(UUID query) {
    return new CommandRefused(
        "SubmitQuery",
        RefusalReason.SESSION_QUERIES_FULL,
        "Expected fewer",
        null,
        null,
        SESSION,
        query);
  }
}
