package dev.naru.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Servers.Kind;
import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.EventReader.Pushed;
import dev.naru.ingress.SocketReader.Frame;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.command.Announce;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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

/**
 * Pushes by two ingresses on real Kafka and Redis; the test writes the chunks, as a worker does.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class PushesIT {
  private static final String[] WAIT = {"Prefer", "wait=5"};
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final ViewKeys keys = new ViewKeys(0);
  private Stack stack;
  private FakeDecider decider;
  private ConfigurableApplicationContext one;
  private ConfigurableApplicationContext other;
  private int port;
  private int otherPort;
  private Caller caller;
  private RedisClient client;
  private RedisCommands<String, String> redis;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stack = new Stack(folder);
    decider = new FakeDecider(stack.connections.kafka(), stack.connections.redis());
    decider.room("pushes", RoomSettings.defaults(), RoomStatus.OPEN);
    decider.start();
    one = stack.startIngress();
    other = stack.startIngress("--naru.ingress.instance=it-2");
    port = Stack.port(one);
    otherPort = Stack.port(other);
    caller = new Caller(port);
    client = RedisClient.create(stack.connections.redis());
    redis = client.connect().sync();
    for (Caller each : List.of(caller, new Caller(otherPort))) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> each.send("GET", "/actuator/health/readiness", null).status() == 200);
    }
  }

  @AfterAll
  void close() throws Exception {
    one.close();
    other.close();
    decider.close();
    client.shutdown();
    stack.close();
  }

  private Answer join(String user) {
    return caller.join("pushes", user, WAIT);
  }

  private UUID ask(Answer session, String payload) {
    String path = "/v1/sessions/" + session.sessionId() + "/queries";
    String content = "{\"payload\":" + payload + "}";
    return UUID.fromString(caller.send("POST", path, content, session.as()).text("queryId"));
  }

  private void append(UUID query, int index) {
    Map<String, String> fields =
        Map.of("attempt", "1", "index", Integer.toString(index), "data", "piece " + index);
    redis.xadd(keys.chunks(query), XAddArgs.Builder.minId("1-0").id("1-" + index), fields);
    redis.publish(keys.chunkSignals(), query.toString());
  }

  private void cancel(UUID query, Answer session) {
    caller.send("DELETE", events(query).replace("/events", ""), null, session.as());
  }

  private static String events(UUID query) {
    return "/v1/queries/" + query + "/events";
  }

  private static String events(Answer session) {
    return "/v1/sessions/" + session.sessionId() + "/events";
  }

  private static String[] resuming(Answer session, String last) {
    List<String> headers = new ArrayList<>(List.of(session.as()));
    headers.addAll(List.of("Last-Event-ID", last));
    return headers.toArray(String[]::new);
  }

  @Test
  @Order(1)
  void aChunkIsWithTheClientSoonAfterItWasWritten() throws Exception {
    // given
    Answer session = join("u-quick");
    UUID query = ask(session, "\"hold\"");
    try (EventReader reader = EventReader.open(port, events(query), session.as())) {
      assertThat(reader.next().brief()).isEqualTo("query QUEUED");
      long[] nanos = new long[200];

      // when
      for (int i = 0; i < nanos.length; i++) {
        long begun = System.nanoTime();
        append(query, i);
        nanos[i] = reader.next().at() - begun;
      }

      // then
      long first = nanos[0];
      Arrays.sort(nanos);
      System.out.printf(
          "chunk written to chunk read: first %.1f ms, p50 %.1f ms, p99 %.1f ms%n",
          first / 1e6, nanos[100] / 1e6, nanos[197] / 1e6);
      assertThat(Duration.ofNanos(nanos[100])).isLessThan(AT_ONCE);
    }
    cancel(query, session);
  }

  @Test
  @Order(2)
  void anotherIngressGoesOnWhereTheFirstWasLeft() throws Exception {
    // given
    Answer session = join("u-moves");
    UUID query = ask(session, "\"hold\"");
    String last;
    try (EventReader reader = EventReader.open(port, events(query), session.as())) {
      reader.next();
      append(query, 0);
      last = reader.next().id();
    }
    append(query, 1);

    // when
    try (EventReader reader = EventReader.open(otherPort, events(query), resuming(session, last))) {
      append(query, 2);
      assertThat(reader.next().brief()).isEqualTo("chunk piece 1");
      assertThat(reader.next().brief()).isEqualTo("chunk piece 2");
      cancel(query, session);

      // then
      List<Pushed> rest = reader.rest();
      assertThat(rest).extracting(Pushed::brief).containsExactly("query CANCELLED");
      String end = rest.getLast().id();
      Answer over = caller.send("GET", events(query), null, resuming(session, end));
      assertThat(over.status()).isEqualTo(204);
    }
  }

  @Test
  @Order(3)
  void aSessionIsToldOfItsQueriesWhicheverIngressTookThem() throws Exception {
    // given
    Answer session = join("u-session");
    UUID before = ask(session, "\"hold\"");
    append(before, 0);
    String last;
    try (EventReader reader = EventReader.open(otherPort, events(session), session.as())) {
      assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
      assertThat(reader.next().brief()).isEqualTo("query QUEUED");
      assertThat(reader.next().text("queryId")).isEqualTo(before.toString());
      UUID answered = ask(session, "1");
      Pushed answer = reader.next();
      assertThat(answer.text("queryId")).isEqualTo(answered.toString());
      assertThat(answer.brief()).isEqualTo("query SUCCEEDED");
      last = answer.id();
    }

    // when
    UUID between = ask(session, "2");
    append(before, 1);

    // then
    try (EventReader reader = EventReader.open(port, events(session), resuming(session, last))) {
      assertThat(reader.next().brief()).isEqualTo("chunk piece 1");
      assertThat(reader.next().text("queryId")).isEqualTo(between.toString());
      cancel(before, session);
      assertThat(reader.next().brief()).isEqualTo("query CANCELLED");
      caller.send("DELETE", "/v1/sessions/" + session.sessionId(), null, session.as());
      assertThat(reader.rest()).extracting(Pushed::brief).containsExactly("session ENDED");
    }
  }

  @Test
  @Order(4)
  void aTicketOpensOnePushOnAnyIngress() throws Exception {
    // given
    Answer session = join("u-browser");
    String path = "/v1/sessions/" + session.sessionId() + "/push-tickets";
    Answer issued = caller.send("POST", path, null, session.as());
    String with = events(session) + "?ticket=" + issued.text("ticket");
    long left = redis.ttl(ViewKeys.pushTicket(issued.text("ticket")));

    // when
    try (EventReader reader = EventReader.open(otherPort, with)) {
      Answer again = caller.send("GET", with, null);

      // then
      assertThat(issued.status()).isEqualTo(201);
      assertThat(left).isBetween(20L, 30L);
      assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
      assertThat(again.status()).isEqualTo(401);
    }
    Answer stranger = join("u-stranger");
    assertThat(caller.send("GET", events(session), null, stranger.as()).status()).isEqualTo(403);
    assertThat(caller.send("POST", path, null, stranger.as()).status()).isEqualTo(403);
    assertThat(caller.send("GET", events(session) + "?ticket=no", null).status()).isEqualTo(401);
  }

  @Test
  @Order(5)
  void anAnnouncementReachesThePushesOfEveryIngressOnce() throws Exception {
    // given
    Answer session = join("u-told");
    Answer elsewhere = join("u-told-elsewhere");
    String last;
    try (EventReader reader = EventReader.open(port, events(session), session.as());
        EventReader far = EventReader.open(otherPort, events(elsewhere), elsewhere.as())) {
      assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
      assertThat(far.next().brief()).isEqualTo("session ACTIVE");

      // when
      announce("first");

      // then
      assertThat(reader.next().text("text")).isEqualTo("first");
      Pushed there = far.next();
      assertThat(there.text("text")).isEqualTo("first");
      last = there.id();
    }
    try (EventReader back = EventReader.open(port, events(elsewhere), resuming(elsewhere, last))) {
      announce("second");
      assertThat(back.next().text("text")).isEqualTo("second");
    }
    Answer late = join("u-late");
    try (EventReader reader = EventReader.open(otherPort, events(late), late.as())) {
      assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
      assertThat(reader.next().text("text")).isEqualTo("second");
    }
    announce("");
  }

  private void announce(String text) {
    CommandSubmission log = one.getBean(CommandSubmission.class);
    log.submit(0, new Announce(UUID.randomUUID(), "pushes", text));
  }

  @Test
  @Order(5)
  void whoeverIsConnectedIsPresent() throws Exception {
    // given
    Answer session = join("u-present");
    try (EventReader reader = EventReader.open(port, events(session), session.as())) {
      assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
      double joined = redis.zscore(keys.presence("pushes"), session.sessionId());

      // then
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> redis.zscore(keys.presence("pushes"), session.sessionId()) > joined + 4_000);
    }
  }

  @Test
  @Order(6)
  void whileRedisIsAwayAPushStaysOpenAndThenGoesOn() throws Exception {
    // given
    Answer session = join("u-patient");
    UUID query = ask(session, "\"hold\"");
    try (EventReader reader = EventReader.open(port, events(query), session.as())) {
      assertThat(reader.next().brief()).isEqualTo("query QUEUED");
      append(query, 0);
      assertThat(reader.next().brief()).isEqualTo("chunk piece 0");

      // when
      decider.freeze(true);
      stack.servers.stop(Kind.REDIS);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> caller.send("GET", events(query), null, session.as()).status() == 503);
      boolean quiet = reader.isQuiet();
      stack.servers.start(Kind.REDIS);
      decider.freeze(false);
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(() -> redis.ping().equals("PONG"));
      append(query, 1);

      // then
      assertThat(quiet).isTrue();
      assertThat(reader.next().brief()).isEqualTo("chunk piece 1");
      cancel(query, session);
      assertThat(reader.rest()).extracting(Pushed::brief).containsExactly("query CANCELLED");
    }
  }

  @Test
  @Order(7)
  void aSocketAsksAndIsToldAndGoesOnAtAnotherIngress() throws Exception {
    // given
    Answer session = join("u-socket");
    String last;
    UUID held;
    try (SocketReader socket = SocketReader.open(port).hello(bearer(session))) {
      assertThat(socket.next().brief()).isEqualTo("session ACTIVE");
      announce("aboard");
      Frame told = socket.next();
      assertThat(told.brief()).isEqualTo("announcement");
      assertThat(told.json().path("announcement").path("text").asString("")).isEqualTo("aboard");

      // when
      socket.send(query("s1", "\"hold\""));
      Frame queued = socket.next();
      held = UUID.fromString(queued.json().path("query").path("queryId").asString(""));
      append(held, 0);
      Frame piece = socket.next();
      socket.send(query("s2", "2"));
      Frame answered = socket.next();

      // then
      assertThat(queued.brief()).isEqualTo("query s1 QUEUED");
      assertThat(piece.brief()).isEqualTo("chunk piece 0");
      assertThat(answered.brief()).isEqualTo("query s2 SUCCEEDED");
      last = answered.text("id");
    }
    append(held, 1);
    try (SocketReader socket = SocketReader.open(otherPort).hello(bearer(session), last)) {
      assertThat(socket.next().brief()).isEqualTo("chunk piece 1");
      socket.send(query("s2", "2"));
      assertThat(socket.next().brief()).isEqualTo("query s2 SUCCEEDED");
      socket.send(query("s3", "\"full\""));
      assertThat(socket.next().brief()).isEqualTo("error s3 429");
      cancel(held, session);
      assertThat(socket.next().brief()).isEqualTo("query  CANCELLED");
      socket.send("{\"type\":\"leave\"}");
      assertThat(socket.rest()).extracting(Frame::brief).containsExactly("session ENDED");
      assertThat(socket.closed().code()).isEqualTo(1000);
    }
    announce("");
  }

  private static String query(String ref, String payload) {
    return "{\"type\":\"query\",\"ref\":\"" + ref + "\",\"payload\":" + payload + "}";
  }

  private static String bearer(Answer session) {
    return session.as()[1].substring("Bearer ".length());
  }

  @Test
  @Order(8)
  void aTransferOnOneInstanceEndsWhatTheOldTokenOpenedOnTheOther() throws Exception {
    // given
    Answer session = join("u-moves");
    UUID query = ask(session, "\"hold\"");
    Caller there = new Caller(otherPort);
    String path = "/v1/sessions/" + session.sessionId();
    try (EventReader ofSession = EventReader.open(otherPort, events(session), session.as());
        EventReader ofQuery = EventReader.open(otherPort, events(query), session.as())) {
      assertThat(ofSession.next().name()).isEqualTo("session");
      assertThat(ofQuery.next().name()).isEqualTo("query");
      String code = caller.send("POST", path + "/transfers", null, session.as()).text("code");

      // when
      Answer moved = caller.send("POST", "/v1/transfers/" + code.toLowerCase(Locale.ROOT), null);

      // then
      assertThat(moved.status()).isEqualTo(200);
      assertThat(there.send("GET", path, null, session.as()).status()).isEqualTo(401);
      assertThat(there.send("GET", path, null, moved.as()).status()).isEqualTo(200);
      assertThat(there.send("POST", "/v1/transfers/" + code, null).status()).isEqualTo(404);
      ofSession.rest();
      ofQuery.rest();
      assertThat(redis.keys("naru:transfer:*"))
          .allMatch(key -> !key.contains(code.replace("-", "")) && redis.ttl(key) <= 300);
    }
  }

  @Test
  @Order(9)
  void anIngressThatEndsSendsItsReadersAwayAndWaitsForNobody() throws Exception {
    // given
    Answer session = join("u-stays");
    UUID query = ask(session, "\"hold\"");
    try (EventReader reader = EventReader.open(otherPort, events(query), session.as());
        SocketReader socket = SocketReader.open(otherPort).hello(bearer(session))) {
      Pushed seen = reader.next();
      assertThat(socket.next().brief()).isEqualTo("session ACTIVE");

      // when
      other.close();

      // then
      assertThat(socket.closed().code()).isEqualTo(1012);
      assertThat(socket.closed().reason()).matches(".*come back in \\d+ ms");
      assertThat(reader.rest()).isEmpty();
      assertThat(reader.comments).anyMatch(comment -> comment.contains("ends"));
      try (EventReader again =
          EventReader.open(port, events(query), resuming(session, seen.id()))) {
        append(query, 0);
        assertThat(again.next().brief()).isEqualTo("chunk piece 0");
      }
    }
  }
}
