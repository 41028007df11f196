package dev.naru.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Servers.Kind;
import dev.naru.ingress.Caller.Answer;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What callers see while something is away, and that it passes by itself. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class OutagesIT {
  private static final String[] WAIT = {"Prefer", "wait=5"};

  private Stack stack;
  private FakeDecider decider;
  private ConfigurableApplicationContext ingress;
  private Caller caller;

  /** The ingress starts first, while neither Redis nor Kafka's topics nor Postgres are there. */
  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stack = new Stack(folder);
    stack.servers.stop(Kind.REDIS);
    stack.servers.stop(Kind.POSTGRES);
    ingress = stack.startIngress();
    caller = new Caller(Stack.port(ingress));
  }

  @AfterAll
  void close() throws Exception {
    ingress.close();
    decider.close();
    stack.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(25)).pollInterval(Duration.ofMillis(200));
  }

  private int readiness() {
    return caller.send("GET", "/actuator/health/readiness", null).status();
  }

  private Answer look(Answer session) {
    return caller.send("GET", "/v1/sessions/" + session.sessionId(), null, session.as());
  }

  @Test
  @Order(1)
  void theServiceStartsWithoutItsServersAndIsReadyWhenTheyAreThere() throws Exception {
    // given
    assertThat(readiness()).isEqualTo(503);
    assertThat(caller.send("GET", "/actuator/health/liveness", null).status()).isEqualTo(200);
    assertThat(caller.join("lobby", "u").status()).isEqualTo(503);

    // when
    stack.servers.start(Kind.REDIS);
    decider = new FakeDecider(stack.connections.kafka(), stack.connections.redis());
    decider.room("lobby", RoomSettings.defaults(), RoomStatus.OPEN);
    decider.start();

    // then
    soon().until(() -> readiness() == 200);
    assertThat(caller.join("lobby", "u-1", WAIT).status()).isEqualTo(201);
  }

  @Test
  @Order(2)
  void aViewThatIsBehindIsNeverShownAsTruth() {
    // given
    Answer session = caller.join("lobby", "u-2", WAIT);
    decider.freeze(true);

    // when
    Answer accepted = caller.join("lobby", "u-3");

    // then
    assertThat(accepted.status()).isEqualTo(202);
    soon().until(() -> look(session).status() == 503);
    assertThat(look(session).problem()).isEqualTo("view-behind");
    assertThat(look(session).header("Retry-After")).isNotEmpty();
    assertThat(caller.send("GET", "/v1/rooms/lobby", null).status()).isEqualTo(503);
    assertThat(readiness()).isEqualTo(503);
    decider.freeze(false);
    soon().until(() -> look(accepted).text("state").equals("ACTIVE"));
    assertThat(look(session).status()).isEqualTo(200);
  }

  @Test
  @Order(3)
  void whileRedisIsAwayJoinsAreAcceptedAndReadsSayWhenToComeBack() {
    // given
    Answer session = caller.join("lobby", "u-4", WAIT);
    stack.servers.stop(Kind.REDIS);
    decider.freeze(true);

    // when
    Answer joined = caller.join("lobby", "u-5");
    Answer waited = caller.join("lobby", "u-6", "Prefer", "wait=1");
    Answer read = look(session);

    // then
    assertThat(joined.status()).isEqualTo(202);
    assertThat(waited.status()).isEqualTo(202);
    assertThat(read.status()).isEqualTo(503);
    assertThat(read.problem()).isEqualTo("view-away");
    stack.servers.start(Kind.REDIS);
    decider.freeze(false);
    soon().until(() -> look(joined).text("state").equals("ACTIVE"));
    assertThat(look(waited).text("state")).isEqualTo("ACTIVE");
  }

  @Test
  @Order(4)
  void whileKafkaIsAwayCommandsFailWithinThreeSecondsAndReadsGoOnForAWhile() {
    // given
    Answer session = caller.join("lobby", "u-7", WAIT);
    stack.servers.stop(Kind.KAFKA);

    // when
    long begun = System.nanoTime();
    CompletableFuture<Answer> join =
        caller.sendLater(
            "POST", "/v1/rooms/lobby/sessions", "{\"userKey\":\"u-8\"}", "Idempotency-Key", "once");
    Answer read = look(session);
    Answer refused = join.join();
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);

    // then
    assertThat(read.status()).isEqualTo(200);
    assertThat(refused.problem()).isEqualTo("not-confirmed");
    assertThat(taken).isLessThan(Duration.ofMillis(3_200));
    soon().until(() -> look(session).status() == 503);
    assertThat(look(session).problem()).isEqualTo("view-behind");
    stack.servers.start(Kind.KAFKA);
    soon().until(() -> look(session).status() == 200);
    soon()
        .until(
            () -> {
              Answer again = caller.join("lobby", "u-8", "Idempotency-Key", "once");
              return again.status() == 202 && look(again).text("state").matches("ACTIVE|PENDING");
            });
    soon().until(() -> readiness() == 200);
  }

  @Test
  @Order(5)
  void whatAWipedRedisForgotIsReadFromTheHistory() throws Exception {
    // given
    Answer session = caller.join("lobby", "u-9", WAIT);
    String path = "/v1/sessions/" + session.sessionId();
    caller.send("DELETE", path, null, session.as());
    soon().until(() -> look(session).text("state").equals("ENDED"));
    UUID query = UUID.randomUUID();

    // when
    wipe();
    soon().until(() -> look(session).problem().equals("history-away"));
    stack.servers.start(Kind.POSTGRES);
    remember(UUID.fromString(session.sessionId()), query);

    // then
    soon().until(() -> look(session).status() == 200);
    assertThat(look(session).text("endedReason")).isEqualTo("LEFT");
    assertThat(look(session).json().path("ticket").asInt()).isEqualTo(9);
    Answer answered = caller.send("GET", "/v1/queries/" + query, null, session.as());
    assertThat(answered.json().path("result").path("echo").asInt()).isEqualTo(1);
    String repeated = "/v1/queries/" + new UUID(0, 1);
    assertThat(caller.send("GET", repeated, null, session.as()).text("queryId"))
        .isEqualTo(query.toString());
    String old = "/v1/sessions/" + new UUID(0, 2);
    assertThat(caller.send("GET", old, null, session.as()).status()).isEqualTo(404);
  }

  private void wipe() {
    RedisClient client = RedisClient.create(stack.connections.redis());
    String done = client.connect().sync().flushall();
    client.shutdown();
    assertThat(done).isEqualTo("OK");
    decider.rewrite();
  }

  private void remember(UUID session, UUID query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                stack.connections.postgresJdbcUrl(),
                stack.connections.postgresUser(),
                stack.connections.postgresPassword());
        Statement sql = connection.createStatement()) {
      sql.execute(
          """
          CREATE TABLE session_history (
            id uuid PRIMARY KEY, room text, user_key text, ticket bigint, state text,
            joined_at timestamptz, admitted_at timestamptz, ended_at timestamptz,
            ended_reason text, refusal text, live_id uuid, tokens_since bigint, command_offset bigint);
          CREATE TABLE query_history (
            id uuid PRIMARY KEY, session_id uuid, room text, pool text, state text, attempt int,
            submitted_at timestamptz, started_at timestamptz, finished_at timestamptz,
            result text, error text, result_removed boolean NOT NULL DEFAULT false,
            live_id uuid, event_offset bigint);
          """);
      sql.execute(
          """
          INSERT INTO session_history (id, room, ticket, state, ended_at, ended_reason)
          VALUES ('%s', 'lobby', 9, 'ENDED', now(), 'LEFT'),
                 ('%s', 'lobby', 8, 'ENDED', now() - interval '61 minutes', 'LEFT');
          INSERT INTO query_history (id, session_id, pool, state, attempt, result, live_id)
          VALUES ('%s', '%s', 'default', 'SUCCEEDED', 1, '{"echo":1}', null),
                 ('%s', '%s', null, null, null, null, '%s');
          """
              .formatted(session, new UUID(0, 2), query, session, new UUID(0, 1), session, query));
    }
  }
}
