package dev.naru.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.audit.Audit;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.ingress.store.Postgres;
import dev.naru.model.QueryLimits;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The public contract on real Kafka, Redis and Postgres; each test has a room of its own. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class IngressIT {
  private static final String[] WAIT = {"Prefer", "wait=5"};
  private static final RoomSettings TWO = RoomSettings.defaults().withCapacity(2);

  private Stack stack;
  private FakeDecider decider;
  private ConfigurableApplicationContext ingress;
  private Caller caller;
  private RedisClient client;
  private RedisCommands<String, String> redis;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stack = new Stack(folder);
    decider = new FakeDecider(stack.connections.kafka(), stack.connections.redis());
    for (String room :
        List.of("joins", "repeats", "polls", "queries", "leaving", "tokens", "presence")) {
      decider.room(room, TWO, RoomStatus.OPEN);
    }
    decider.room("closed", TWO, RoomStatus.CLOSED);
    decider.room("small", small(), RoomStatus.OPEN);
    decider.start();
    ingress = stack.startIngress();
    caller = new Caller(Stack.port(ingress));
    client = RedisClient.create(stack.connections.redis());
    redis = client.connect().sync();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> caller.send("GET", "/actuator/health/readiness", null).status() == 200);
  }

  private static RoomSettings small() {
    RoomSettings defaults = RoomSettings.defaults();
    return RoomSettings.plain(
        1,
        1,
        defaults.sessionTtl(),
        defaults.idleTimeout(),
        defaults.abandonTimeout(),
        defaults.claimTimeout(),
        null,
        defaults.identity(),
        defaults.pools(),
        QueryLimits.DEFAULT);
  }

  @AfterAll
  void close() throws Exception {
    ingress.close();
    decider.close();
    client.shutdown();
    stack.close();
  }

  private static String[] with(Answer session, String... more) {
    List<String> headers = new ArrayList<>(List.of(session.as()));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  private Answer look(Answer session) {
    return caller.send("GET", "/v1/sessions/" + session.sessionId(), null, session.as());
  }

  @Test
  void aJoinIsAcceptedAtOnceAndDecidedSoon() {
    // when
    Answer joined = caller.join("joins", "u-accepted");

    // then
    assertThat(joined.status()).isEqualTo(202);
    assertThat(joined.text("state")).isEqualTo("PENDING");
    assertThat(joined.json().propertyNames())
        .containsExactly(
            "sessionId",
            "token",
            "room",
            "state",
            "ticket",
            "position",
            "estimatedWaitSeconds",
            "pollAfterSeconds",
            "joinedAt",
            "admittedAt",
            "expiresAt",
            "endedReason",
            "refusal",
            "admissionToken");
    assertThat(joined.header("Location")).isEqualTo("/v1/sessions/" + joined.sessionId());
    assertThat(UUID.fromString(joined.sessionId()).version()).isEqualTo(7);
    await().until(() -> !look(joined).text("state").equals("PENDING"));
    assertThat(look(joined).json().has("token")).isFalse();
  }

  @Test
  void aJoinThatWaitsIsAnsweredWithTheDecision() {
    // given
    Answer first = caller.join("small", "u-1", WAIT);

    // when
    Answer second = caller.join("small", "u-2", WAIT);
    Answer third = caller.join("small", "u-3", WAIT);
    Answer again = caller.join("small", "u-2", WAIT);

    // then
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.text("state")).isEqualTo("ACTIVE");
    assertThat(first.json().path("position").asInt()).isZero();
    assertThat(first.text("admissionToken")).isNotEmpty();
    assertThat(first.header("Preference-Applied")).isEqualTo("wait=5");
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text("state")).isEqualTo("WAITING");
    assertThat(second.json().path("position").asInt()).isOne();
    assertThat(second.json().path("admissionToken").isNull()).isTrue();
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.problem()).isEqualTo("line-full");
    assertThat(third.header("Retry-After")).isNotEmpty();
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.sessionId()).isEqualTo(second.sessionId());
    assertThat(look(again).status()).isEqualTo(200);
  }

  @Test
  void aRepeatedJoinReadsAsTheLiveSessionWhicheverIdIsUsed() {
    // given
    Answer live = caller.join("repeats", "u-1", WAIT);

    // when
    Answer provisional = caller.join("repeats", "u-1");
    await().until(() -> look(provisional).text("state").equals("ACTIVE"));

    // then
    Answer read = look(provisional);
    assertThat(read.sessionId()).isEqualTo(live.sessionId()).isNotEqualTo(provisional.sessionId());
    String path = "/v1/sessions/" + live.sessionId();
    assertThat(caller.send("GET", path, null, provisional.as()).status()).isEqualTo(200);
    String other = "/v1/sessions/" + provisional.sessionId();
    assertThat(caller.send("GET", other, null, live.as()).status()).isEqualTo(200);
  }

  @Test
  void anIdempotencyKeyUsedForAnotherUserIsAConflict() {
    // given
    caller.join("repeats", "u-2", "Prefer", "wait=5", "Idempotency-Key", "k-1");

    // when
    Answer other = caller.join("repeats", "u-3", "Prefer", "wait=5", "Idempotency-Key", "k-1");

    // then
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.problem()).isEqualTo("key-reused");
  }

  @Test
  void aClosedRoomRefusesAtOnceWithoutACommand() {
    // when
    Answer refused = caller.join("closed", "u-1");

    // then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("room-closed");
    Answer room = caller.send("GET", "/v1/rooms/closed", null);
    assertThat(room.json().path("open").asBoolean()).isFalse();
    assertThat(room.header("Cache-Control")).contains("max-age=1");
  }

  @Test
  void aTokenOpensItsOwnSessionOnly() {
    // given
    Answer mine = caller.join("tokens", "u-1", WAIT);
    Answer theirs = caller.join("tokens", "u-2", WAIT);
    String path = "/v1/sessions/" + mine.sessionId();
    String nobody = "/v1/sessions/" + UUID.randomUUID();

    // then
    assertThat(caller.send("GET", path, null).status()).isEqualTo(401);
    assertThat(caller.send("GET", nobody, null).status()).isEqualTo(401);
    assertThat(caller.send("GET", nobody, null, mine.as()).status()).isEqualTo(503);
    assertThat(caller.send("GET", path, null, theirs.as()).status()).isEqualTo(403);
    assertThat(caller.send("DELETE", path, null, theirs.as()).status()).isEqualTo(403);
    assertThat(caller.send("POST", path + "/heartbeat", null, theirs.as()).status()).isEqualTo(403);
  }

  @Test
  void leavingTwiceIsNoError() {
    // given
    Answer session = caller.join("leaving", "u-1", WAIT);
    String path = "/v1/sessions/" + session.sessionId();

    // when
    Answer left = caller.send("DELETE", path, null, with(session, WAIT));

    // then
    assertThat(left.status()).isEqualTo(200);
    assertThat(left.text("state")).isEqualTo("ENDED");
    assertThat(left.text("endedReason")).isEqualTo("LEFT");
    assertThat(caller.send("DELETE", path, null, session.as()).status()).isEqualTo(202);
    assertThat(caller.send("DELETE", path, null, with(session, WAIT)).status()).isEqualTo(200);
    assertThat(look(session).text("state")).isEqualTo("ENDED");
  }

  @Test
  void aLongPollEndsWhenTheSessionIsAdmitted() {
    // given
    Answer first = caller.join("polls", "u-1", WAIT);
    caller.join("polls", "u-2", WAIT);
    Answer waiting = caller.join("polls", "u-3", WAIT);
    String tag = look(waiting).header("ETag");
    String path = "/v1/sessions/" + waiting.sessionId();

    // when
    CompletableFuture<Answer> poll =
        caller.sendLater(
            "GET", path, null, with(waiting, "If-None-Match", tag, "Prefer", "wait=10"));
    long begun = System.nanoTime();
    caller.send("DELETE", "/v1/sessions/" + first.sessionId(), null, first.as());
    Answer changed = poll.join();

    // then
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("state")).isEqualTo("ACTIVE");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    Answer unchanged =
        caller.send(
            "GET",
            path,
            null,
            with(waiting, "If-None-Match", changed.header("ETag"), "Prefer", "wait=1"));
    assertThat(unchanged.status()).isEqualTo(304);
  }

  @Test
  void aHeartbeatReachesThePresenceOfTheRoom() {
    // given
    Answer session = caller.join("presence", "u-1", WAIT);
    ViewKeys keys = new ViewKeys(0);
    Double joined = redis.zscore(keys.presence("presence"), session.sessionId());

    // when
    Answer beat =
        caller.send(
            "POST", "/v1/sessions/" + session.sessionId() + "/heartbeat", null, session.as());

    // then
    assertThat(beat.status()).isEqualTo(204);
    await().until(() -> redis.zscore(keys.presence("presence"), session.sessionId()) > joined);
    assertThat(redis.hget(ViewKeys.INGRESSES, "it")).isNotNull();
  }

  @Test
  void whoHasEndedDoesNotComeBackByAHeartbeat() {
    // given
    Answer session = caller.join("presence", "u-2", WAIT);
    String path = "/v1/sessions/" + session.sessionId();
    caller.send("DELETE", path, null, with(session, WAIT));

    // when
    Answer beat = caller.send("POST", path + "/heartbeat", null, session.as());
    String told = redis.hget(ViewKeys.INGRESSES, "it");
    await().until(() -> !redis.hget(ViewKeys.INGRESSES, "it").equals(told));
    String toldAgain = redis.hget(ViewKeys.INGRESSES, "it");
    await().until(() -> !redis.hget(ViewKeys.INGRESSES, "it").equals(toldAgain));

    // then
    assertThat(beat.status()).isEqualTo(204);
    assertThat(redis.zscore(new ViewKeys(0).presence("presence"), session.sessionId())).isNull();
  }

  @Test
  void aQueryIsAnsweredWithinTheWait() {
    // given
    Answer session = caller.join("queries", "u-1", WAIT);
    String path = "/v1/sessions/" + session.sessionId() + "/queries";

    // when
    Answer answered = caller.send("POST", path, "{\"payload\":{\"a\":1.50}}", with(session, WAIT));

    // then
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.json().propertyNames())
        .containsExactly(
            "queryId",
            "sessionId",
            "state",
            "position",
            "attempt",
            "submittedAt",
            "startedAt",
            "finishedAt",
            "result",
            "error");
    assertThat(answered.response().body()).contains("\"result\":{\"echo\":{\"a\":1.50}}");
    String query = "/v1/queries/" + answered.text("queryId");
    assertThat(answered.header("Location")).isEqualTo(query);
    assertThat(caller.send("GET", query, null, session.as()).text("state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void aQueuedQueryHasAPlaceAndCanBeCancelled() {
    // given
    Answer session = caller.join("queries", "u-1", WAIT);
    String path = "/v1/sessions/" + session.sessionId() + "/queries";
    String held = "{\"payload\":\"hold\"}";

    // when
    Answer queued = caller.send("POST", path, held, with(session, "Idempotency-Key", "q-1"));
    Answer again = caller.send("POST", path, held, with(session, "Idempotency-Key", "q-1"));

    // then
    assertThat(queued.status()).isEqualTo(202);
    assertThat(queued.text("state")).isEqualTo("QUEUED");
    assertThat(queued.json().path("position").asInt()).isOne();
    assertThat(again.text("queryId")).isEqualTo(queued.text("queryId"));
    String query = "/v1/queries/" + queued.text("queryId");
    Answer cancelled = caller.send("DELETE", query, null, with(session, WAIT));
    assertThat(cancelled.text("state")).isEqualTo("CANCELLED");
    assertThat(caller.send("DELETE", query, null, session.as()).status()).isEqualTo(202);
  }

  @Test
  void aRefusedQueryIsRefusedInTheAnswer() {
    // given
    Answer session = caller.join("queries", "u-1", WAIT);
    String path = "/v1/sessions/" + session.sessionId() + "/queries";

    // when
    Answer refused = caller.send("POST", path, "{\"payload\":\"full\"}", session.as());

    // then
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("session-queries-full");
    assertThat(refused.text("detail")).isEqualTo("full");
  }

  @Test
  void aThousandJoinsOfOneUserAreOneSession() {
    // when
    List<CompletableFuture<Answer>> joins = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      joins.add(
          caller.sendLater(
              "POST", "/v1/rooms/joins/sessions", "{\"userKey\":\"u-same\"}", "Prefer", "wait=20"));
    }

    // then
    List<Answer> answers = joins.stream().map(CompletableFuture::join).toList();
    assertThat(answers.stream().map(answer -> answer.status() + answer.problem()).distinct())
        .containsExactlyInAnyOrder("201", "200");
    assertThat(answers.stream().map(Answer::sessionId).distinct()).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
  }

  @Test
  void metricsAndHealthAreServedOnLoopback() {
    // given
    caller.join("joins", "u-metrics");

    // then
    Answer metrics = caller.send("GET", "/actuator/prometheus", null);
    assertThat(metrics.response().body())
        .contains("naru_joins_total{outcome=\"pending\",room=\"joins\"}")
        .contains("naru_view_lag_seconds")
        .contains("naru_submissions_failed_total")
        .contains("naru_long_polls_open");
    assertThat(
            caller.send("GET", "/actuator/prometheus", null, "X-Forwarded-For", "9.9.9.9").status())
        .isEqualTo(403);
    assertThat(caller.send("GET", "/actuator/health/liveness", null).status()).isEqualTo(200);
    assertThat(caller.send("GET", "/actuator/env", null).status()).isEqualTo(404);
  }

  @Test
  void whatWorkersDoByThemselvesIsInTheAuditOnce() {
    // given: the table that the admission worker fills; a hold is made longer twice
    Postgres postgres = ingress.getBean(Postgres.class);
    execute(
        postgres,
        """
        create table if not exists pool_change (pool text, command_offset bigint, event_index integer,
          at timestamptz, what text, reason text, primary key (pool, command_offset, event_index))""");
    String rows =
        """
        insert into pool_change select 'bot', n, 0, timestamptz '%s' + n * interval '1 s', what, reason
        from (values (1, 'HELD', 'UPSTREAM'), (2, 'HELD', 'UPSTREAM'), (3, 'HELD', 'UPSTREAM'),
          (4, 'RELEASED', 'UPSTREAM'), (5, 'HELD', 'OPERATOR')) as changes (n, what, reason)"""
            .formatted(Instant.now().minusSeconds(60));
    execute(postgres, rows);

    // then
    Audit audit = ingress.getBean(Audit.class);
    await().atMost(Duration.ofSeconds(40)).until(() -> audit.list(10, null).size() >= 2);

    // when: the history is written anew
    execute(postgres, "delete from pool_change");
    execute(postgres, rows);
    execute(postgres, "insert into pool_change values ('other', 9, 0, now(), 'HELD', 'UPSTREAM')");
    await().atMost(Duration.ofSeconds(40)).until(() -> audit.list(10, null).size() >= 3);

    // then
    assertThat(audit.list(10, null))
        .extracting(Audit.Numbered::entry)
        .extracting(AuditEntry::operator, AuditEntry::action, AuditEntry::target)
        .containsExactly(
            tuple("worker", "pool.hold", "pools/other"),
            tuple("worker", "pool.release", "pools/bot"),
            tuple("worker", "pool.hold", "pools/bot"));
  }

  private static void execute(Postgres postgres, String sql) {
    int unused = postgres.call(manager -> manager.createNativeQuery(sql).executeUpdate());
  }
}
