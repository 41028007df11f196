package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.EventReader;
import dev.naru.ingress.SocketReader;
import dev.naru.ingress.SocketReader.Closed;
import dev.naru.ingress.SocketReader.Frame;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.SubmitQuery;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said on a socket, by both sides; over a real one, in front of ports in memory. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class SocketControllerTest {
  private final AtomicLong offsets = new AtomicLong(1_000);
  private HttpDoor door;
  private DoorDecider decider;
  private SessionRecord session;
  private String bearer;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
    door.view.room("lobby", RoomSettings.defaults());
  }

  @AfterAll
  void close() {
    door.context.getBean(Signals.class).close();
    door.close();
  }

  @BeforeEach
  void aSessionIsActive() {
    door.view.away(false);
    door.log.away = false;
    decider = new DoorDecider(door);
    decider.answersAs = QueryState.QUEUED;
    session = door.session(SessionState.ACTIVE);
    bearer = bearerOf(session);
  }

  private String bearerOf(SessionRecord of) {
    return door.tokenOf(of.id(), 0)[1].substring("Bearer ".length());
  }

  private SocketReader open(String... headers) {
    return SocketReader.open(door.port, headers);
  }

  private SocketReader greeted() throws InterruptedException {
    SocketReader reader = open().hello(bearer);
    assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
    return reader;
  }

  private static String query(String ref, String payload) {
    return "{\"type\":\"query\",\"ref\":\"" + ref + "\",\"payload\":" + payload + "}";
  }

  private List<SubmitQuery> submitted() {
    return decider.commands(SubmitQuery.class).stream()
        .filter(submit -> submit.sessionId().equals(session.id()))
        .toList();
  }

  @Test
  void theSessionIsToldAtOnceAndThenToItsEnd() throws Exception {
    // given
    try (SocketReader reader = open()) {
      assertThat(reader.protocol()).isEqualTo("naru.v1");

      // when
      reader.hello(bearer);
      Frame first = reader.next();
      decider.session(session.id(), SessionState.ENDED, "EXPIRED");

      // then
      assertThat(first.json().path("session").path("sessionId").asString(""))
          .isEqualTo(session.id().toString());
      assertThat(first.json().path("session").path("admissionToken").asString("")).isNotEmpty();
      assertThat(first.text("id")).isNotEmpty();
      assertThat(reader.rest()).extracting(Frame::brief).containsExactly("session ENDED");
      assertThat(reader.closed().code()).isEqualTo(1000);
    }
  }

  @Test
  void aQueryIsToldUnderItsRefOnEveryChangeWithItsPieces() throws Exception {
    // given
    try (SocketReader reader = greeted()) {
      // when
      reader.send(query("a1", "{ \"ask\" : 1.50 }"));
      Frame queued = reader.next();
      SubmitQuery submit = submitted().getFirst();
      decider.query(submit.queryId(), session.id(), QueryState.RUNNING);
      Frame running = reader.next();
      door.chunks.append(submit.queryId(), 1, 0, "Na\"ru");
      Frame piece = reader.next();
      decider.query(submit.queryId(), session.id(), QueryState.SUCCEEDED);
      Frame over = reader.next();

      // then
      assertThat(submit.payload()).isEqualTo(new RawJson("{\"ask\":1.50}"));
      assertThat(submit.idempotencyKey()).isEqualTo("a1");
      assertThat(List.of(queued.brief(), running.brief(), over.brief()))
          .containsExactly("query a1 QUEUED", "query a1 RUNNING", "query a1 SUCCEEDED");
      assertThat(over.json().path("query").path("result").asString("")).isEqualTo("well");
      assertThat(piece.brief()).isEqualTo("chunk Na\"ru");
      assertThat(piece.text("queryId")).isEqualTo(submit.queryId().toString());
      assertThat(piece.json().path("attempt").asInt()).isOne();
      assertThat(piece.json().propertyNames())
          .containsExactlyInAnyOrder("type", "id", "queryId", "attempt", "index", "data");
    }
  }

  @Test
  void whatIsAskedElsewhereIsToldWithoutARef() throws Exception {
    // given
    try (SocketReader reader = greeted()) {
      // when
      UUID query = UUID.randomUUID();
      decider.query(query, session.id(), QueryState.QUEUED);
      door.asked.note(0, session.id(), query);
      long offset = offsets.incrementAndGet();
      door.shown(offset);
      door.context.getBean(Signals.class).asked(session.id(), query, offset);
      reader.send("{\"type\":\"query\",\"payload\":1}");

      // then
      List<Frame> both = List.of(reader.next(), reader.next());
      assertThat(both).allSatisfy(frame -> assertThat(frame.json().path("ref").isNull()).isTrue());
      assertThat(both)
          .extracting(frame -> frame.json().path("query").path("queryId").asString(""))
          .contains(query.toString());
      assertThat(submitted().getFirst().idempotencyKey()).isNull();
    }
  }

  @Test
  void aRefThatIsAskedAgainIsTheSameQueryToldAgain() throws Exception {
    // given
    UUID first = UUID.randomUUID();
    decider.query(first, session.id(), QueryState.SUCCEEDED);
    BiConsumer<dev.naru.model.command.Command, Long> deciding = door.log.decider;
    door.log.decider =
        (command, offset) -> {
          if (command instanceof SubmitQuery submit) {
            door.view.alias(submit.queryId(), first);
            door.shown(offset);
          } else {
            deciding.accept(command, offset);
          }
        };
    try (SocketReader reader = greeted()) {
      // when
      reader.send(query("again", "1"));
      Frame once = reader.next();
      reader.send(query("again", "1"));
      Frame twice = reader.next();

      // then
      assertThat(List.of(once, twice))
          .allSatisfy(
              frame -> {
                assertThat(frame.brief()).isEqualTo("query again SUCCEEDED");
                assertThat(frame.json().path("query").path("queryId").asString(""))
                    .isEqualTo(first.toString());
              });
    }
  }

  @Test
  void whoComesBackGoesOnAfterWhatItKnows() throws Exception {
    // given
    String known;
    try (SocketReader reader = greeted()) {
      reader.send(query("b1", "1"));
      known = reader.next().text("id");
    }
    SubmitQuery submit = submitted().getFirst();
    door.asked.note(0, session.id(), submit.queryId());

    // when
    try (SocketReader reader = open().hello(bearer, known)) {
      decider.query(submit.queryId(), session.id(), QueryState.RUNNING);

      // then
      assertThat(reader.next().brief()).isEqualTo("query  RUNNING");
    }
    Closed closed;
    try (SocketReader reader = open().hello(bearer, "nonsense")) {
      assertThat(reader.next().brief()).isEqualTo("error  400");
      closed = reader.closed();
    }
    assertThat(closed.code()).isEqualTo(1008);
  }

  @Test
  void leavingEndsTheSessionAndThenTheSocket() throws Exception {
    // given
    try (SocketReader reader = greeted()) {
      // when
      reader.send("{\"type\":\"leave\"}");

      // then
      assertThat(reader.rest()).extracting(Frame::brief).containsExactly("session ENDED");
      assertThat(reader.closed().code()).isEqualTo(1000);
      assertThat(decider.commands(LeaveSession.class))
          .extracting(LeaveSession::sessionId)
          .contains(session.id());
    }
  }

  @Test
  void aPingIsAnsweredAlsoWhileTheViewIsAway() throws Exception {
    // given
    try (SocketReader reader = greeted()) {
      door.view.away(true);

      // when
      reader.send("{\"type\":\"ping\",\"ref\":\"p\"}").send("{\"type\":\"ping\"}");

      // then
      assertThat(reader.next().content()).isEqualTo("{\"type\":\"pong\",\"ref\":\"p\"}");
      assertThat(reader.next().content()).isEqualTo("{\"type\":\"pong\",\"ref\":null}");
      reader.send(query("c", "1"));
      assertThat(reader.next().brief()).isEqualTo("error c 503");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | error  400",
        "[] | error  400",
        "{\"type\":\"query\",\"ref\":\"r\",\"payload\":1}x | error r 400",
        "{\"type\":\"sing\",\"ref\":\"r\"} | error r 400",
        "{\"ref\":\"r\"} | error r 400",
        "{\"type\":\"query\",\"ref\":\"r\"} | error r 400",
        "{\"type\":\"query\",\"ref\":\"\",\"payload\":1} | error  400",
        "{\"type\":\"query\",\"ref\":7,\"payload\":1} | error  400",
        "{\"type\":\"query\",\"ref\":\"r\",\"payload\":1,\"pool\":\"none\"} | error r 400",
        "{\"type\":\"query\",\"ref\":\"r\",\"payload\":1,\"more\":1} | error r 400",
        "{\"type\":\"ping\",\"ref\":\"r\",\"payload\":1} | error r 400",
        "{\"type\":\"leave\",\"token\":\"x\"} | error  400",
        "{\"type\":\"hello\"} | error  400",
        "{\"type\":\"hello\",\"token\":\"x\"} | error  401",
        "{\"type\":\"hello\",\"token\":\"x\",\"after\":\"x\"} | error  400",
      })
  void whatIsWrongIsAnErrorAndTheSocketStays(String frame, String error) throws Exception {
    // given
    try (SocketReader reader = greeted()) {
      // when
      reader.send(frame);

      // then
      Frame answer = reader.next();
      assertThat(answer.brief()).isEqualTo(error);
      assertThat(answer.json().path("error").path("type").asString("")).startsWith("urn:naru:");
      assertThat(answer.json().path("error").path("detail").asString("")).isNotEmpty();
      assertThat(reader.send("{\"type\":\"ping\"}").next().brief()).isEqualTo("pong");
    }
  }

  @Test
  void refusalsAreErrorsUnderTheRef() throws Exception {
    // given
    try (SocketReader reader = greeted()) {
      // when
      decider.error = "{\"type\":\"urn:naru:problem:session-queries-full\",\"detail\":\"full\"}";
      refuseQueries();
      reader.send(query("d1", "1"));
      Frame full = reader.next();
      door.log.away = true;
      reader.send(query("d2", "1"));
      Frame unconfirmed = reader.next();
      door.log.away = false;
      String large = "\"" + "x".repeat(260 << 10) + "\"";
      reader.send(query("d3", large));
      Frame tooLarge = reader.next();
      decider.session(session.id(), SessionState.WAITING, null);
      assertThat(reader.next().brief()).isEqualTo("session WAITING");
      reader.send(query("d4", "1"));

      // then
      assertThat(full.brief()).isEqualTo("error d1 429");
      assertThat(unconfirmed.brief()).isEqualTo("error d2 503");
      assertThat(tooLarge.brief()).isEqualTo("error d3 413");
      assertThat(reader.next().brief()).isEqualTo("error d4 409");
    }
  }

  private void refuseQueries() {
    door.log.decider =
        (command, offset) -> {
          if (command instanceof SubmitQuery submit) {
            door.view.query(
                new QueryRecord(
                    submit.queryId(),
                    submit.sessionId(),
                    null,
                    QueryState.FAILED,
                    null,
                    0,
                    null,
                    null,
                    Instant.EPOCH,
                    null,
                    decider.error));
          }
          door.shown(offset);
        };
  }

  @Test
  void aLaterHelloBringsATokenOfTheSameSessionOrIsRefused() throws Exception {
    // given
    String foreign = bearerOf(door.session(SessionState.ACTIVE));
    try (SocketReader reader = greeted()) {
      // when
      reader.hello(bearer);
      Frame renewed = reader.next();
      reader.hello(foreign);
      Frame refused = reader.next();

      // then
      assertThat(renewed.brief()).isEqualTo("session ACTIVE");
      assertThat(refused.brief()).isEqualTo("error  403");
      assertThat(reader.send(query("e", "1")).next().brief()).isEqualTo("query e QUEUED");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"query\",\"ref\":\"r\",\"payload\":1} | 400",
        "{\"type\":\"ping\"} | 400",
        "{ | 400",
        "{\"type\":\"hello\",\"token\":\"eyJ.e30.x\"} | 401",
        "{\"type\":\"hello\"} | 400",
      })
  void whoDoesNotBeginWithAGoodHelloIsToldSoAndLetGo(String frame, int status) throws Exception {
    // given
    try (SocketReader reader = open()) {
      // when
      reader.send(frame);

      // then
      List<Frame> told = reader.rest();
      assertThat(told).hasSize(1);
      assertThat(told.getFirst().json().path("error").path("status").asInt()).isEqualTo(status);
      assertThat(reader.closed().code()).isEqualTo(1008);
      assertThat(reader.closed().reason()).isNotEmpty();
    }
  }

  @Test
  void whoSaysNothingIsLetGo() throws Exception {
    // given
    try (SocketReader reader = open()) {
      // then
      assertThat(reader.closed())
          .isEqualTo(new Closed(1008, "Expected a hello within 5 s, but there was none"));
    }
  }

  @Test
  void aSessionThatHasEndedIsToldOnce() throws Exception {
    // given
    SessionRecord ended = door.session(SessionState.ENDED);
    String known;
    try (SocketReader reader = open().hello(bearerOf(ended))) {
      // when
      List<Frame> told = reader.rest();

      // then
      assertThat(told).extracting(Frame::brief).containsExactly("session ENDED");
      assertThat(reader.closed().code()).isEqualTo(1000);
      known = told.getFirst().text("id");
    }
    try (SocketReader reader = open().hello(bearerOf(ended), known)) {
      assertThat(reader.rest()).isEmpty();
      assertThat(reader.closed().code()).isEqualTo(1000);
    }
  }

  @Test
  void whileTheViewIsAwayAClientIsAskedToComeBack() throws Exception {
    // given
    door.view.away(true);
    try (SocketReader reader = open().hello(bearer)) {
      // then
      assertThat(reader.next().brief()).isEqualTo("error  503");
      assertThat(reader.closed().code()).isEqualTo(1013);
    }
  }

  @Test
  void binaryFramesAreNotUnderstood() throws Exception {
    // given
    try (SocketReader reader = greeted()) {
      // when
      reader.sendBinary(new byte[300]);

      // then
      assertThat(reader.closed().code()).isEqualTo(1003);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void framesAreNoLargerThanThePayloadsOfTheRoom(boolean inPieces) throws Exception {
    // given
    try (SocketReader reader = greeted()) {
      String part = "x".repeat(70 << 10);

      // when
      reader.sendPiece("{\"type\":\"query\",\"ref\":\"f\",\"payload\":\"", false);
      for (int i = 0; i < 3; i++) {
        reader.sendPiece(part, false);
      }
      reader.sendPiece("\"}", true);
      Frame fits = reader.next();
      if (inPieces) {
        for (int i = 0; i < 5; i++) {
          reader.sendPiece(part, false);
        }
      } else {
        reader.sendPiece(part.repeat(5), true);
      }

      // then
      assertThat(fits.brief()).isEqualTo("query f QUEUED");
      assertThat(reader.closed().code()).isEqualTo(1009);
    }
  }

  @Test
  void aHelloIsSmall() throws Exception {
    // given
    try (SocketReader reader = open()) {
      // when
      reader.hello("x".repeat(20 << 10));

      // then
      assertThat(reader.closed().code()).isEqualTo(1009);
    }
  }

  @Test
  void tooManyFramesEndTheSocket() throws Exception {
    // given
    try (SocketReader reader = greeted()) {
      // when
      for (int i = 0; i < 200 && !reader.isClosed(); i++) {
        reader.send("{\"type\":\"ping\"}");
      }

      // then
      assertThat(reader.closed()).isEqualTo(new Closed(1008, "Expected at most 20/1s frames"));
    }
  }

  @Test
  void aSessionHasSoManyPushesAndSocketsAtATime() throws Exception {
    // given
    List<AutoCloseable> open = new ArrayList<>();
    String events = "/v1/sessions/" + session.id() + "/events";
    String[] token = {"Authorization", "Bearer " + bearer};
    for (int i = 0; i < 4; i++) {
      open.add(greeted());
    }
    open.add(EventReader.open(door.port, events, token));

    // when
    try (SocketReader one = open().hello(bearer)) {
      Frame refused = one.next();
      Closed closed = one.closed();
      Answer another = door.caller.send("GET", events, null, token);

      // then
      assertThat(refused.brief()).isEqualTo("error  429");
      assertThat(closed.code()).isEqualTo(1013);
      assertThat(another.status()).isEqualTo(429);
      assertThat(another.problem()).isEqualTo("too-many-pushes");
      assertThat(another.header("Retry-After")).isNotEmpty();
    }
    open.removeFirst().close();
    await().until(() -> placeIsFree());
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private boolean placeIsFree() throws Exception {
    try (SocketReader reader = open().hello(bearer)) {
      return reader.next().brief().equals("session ACTIVE");
    }
  }

  @Test
  void onlyPagesOfThisServerOpenSockets() {
    // then
    assertThat(SocketReader.status(door.port, "naru.v1", "Origin", "https://evil.example"))
        .isEqualTo(403);
    assertThat(SocketReader.status(door.port, "naru.v1", "Origin", "null")).isEqualTo(403);
    assertThat(SocketReader.status(door.port, "naru.v1", "Origin", "::")).isEqualTo(403);
    String own = "http://127.0.0.1:" + door.port;
    assertThat(SocketReader.status(door.port, "naru.v1", "Origin", own)).isEqualTo(101);
    assertThat(SocketReader.status(door.port, "naru.v1", "Origin", "https://shop.example"))
        .isEqualTo(101);
    assertThat(SocketReader.status(door.port, "naru.v1")).isEqualTo(101);
    assertThat(SocketReader.status(door.port, "chat")).isEqualTo(400);
    assertThat(SocketReader.status(door.port, "")).isEqualTo(400);
  }

  @Test
  void aPlainRequestIsToldWhatThePathIsFor() {
    // when
    Answer plain = door.caller.send("GET", "/v1/ws", null);

    // then
    assertThat(plain.status()).isEqualTo(426);
    assertThat(plain.header("Upgrade")).isEqualTo("websocket");
    assertThat(plain.problem()).isEqualTo("upgrade-needed");
  }

  @Test
  void aServiceThatEndsSendsItsSocketsElsewhere(@TempDir Path folder) throws Exception {
    // given
    try (HttpDoor ending = new HttpDoor(folder)) {
      ending.view.room("lobby", RoomSettings.defaults());
      SessionRecord waiting = ending.session(SessionState.WAITING);
      String token = ending.tokenOf(waiting.id(), 0)[1].substring("Bearer ".length());
      try (SocketReader reader = SocketReader.open(ending.port).hello(token)) {
        assertThat(reader.next().brief()).isEqualTo("session WAITING");

        // when
        ending.context.getBean(Signals.class).close();

        // then
        assertThat(reader.rest()).isEmpty();
        assertThat(reader.closed().code()).isEqualTo(1012);
        assertThat(reader.closed().reason())
            .matches("This instance ends; come back in [1-3]\\d{3} ms");
      }
    }
  }

  @Test
  void nothingIsCompressedAndWrongUtf8IsNotUnderstood() throws Exception {
    // given
    try (RawSocket socket = new RawSocket(door.port)) {
      String head = socket.head();

      // when
      socket.send(RawSocket.TEXT, new byte[] {'"', (byte) 0xC3, 0x28, '"'});

      // then
      assertThat(head).startsWith("HTTP/1.1 101").doesNotContain("permessage-deflate");
      assertThat(socket.closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void piecesWithNothingInThemEndTheSocketToo() throws Exception {
    // given
    try (RawSocket socket = new RawSocket(door.port)) {
      assertThat(socket.head()).startsWith("HTTP/1.1 101");

      // when
      socket.send(RawSocket.TEXT_OF_MANY, new byte[0]);
      for (int i = 0; i < 300; i++) {
        socket.send(RawSocket.CONTINUATION, new byte[0]);
      }

      // then
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void whoDoesNotReadIsLetGoAndNobodyElseNotices() throws Exception {
    // given
    MeterRegistry meters = door.context.getBean(MeterRegistry.class);
    double before = meters.counter("naru.pushes.dropped").count();
    UUID query = UUID.randomUUID();
    decider.query(query, session.id(), QueryState.RUNNING);
    door.asked.note(0, session.id(), query);
    try (RawSocket deaf = new RawSocket(door.port);
        SocketReader other = greeted()) {
      assertThat(deaf.head()).startsWith("HTTP/1.1 101");
      deaf.hello(bearer);
      assertThat(other.next().brief()).isEqualTo("query  RUNNING");

      // when
      String piece = "x".repeat(64 << 10);
      for (int i = 0; i < 200; i++) {
        door.chunks.append(query, 1, i, piece);
      }

      // then
      for (int i = 0; i < 200; i++) {
        assertThat(other.next().json().path("index").asInt()).isEqualTo(i);
      }
      await()
          .atMost(Pushes.PATIENCE.plusSeconds(20))
          .until(() -> meters.counter("naru.pushes.dropped").count() == before + 1);
      assertThat(deaf.ends()).isTrue();
    }
  }

  @Test
  void whoDoesNotAnswerPingsIsLetGo(@TempDir Path folder) throws Exception {
    // given
    try (HttpDoor quick = new HttpDoor(folder, "--naru.pushes.ping=1s")) {
      quick.view.room("lobby", RoomSettings.defaults());
      SessionRecord waiting = quick.session(SessionState.WAITING);
      String token = quick.tokenOf(waiting.id(), 0)[1].substring("Bearer ".length());
      try (RawSocket silent = new RawSocket(quick.port);
          SocketReader alive = SocketReader.open(quick.port).hello(token)) {
        assertThat(silent.head()).startsWith("HTTP/1.1 101");

        // when
        silent.hello(token);

        // then
        assertThat(silent.closeCode()).isEqualTo(1008);
        assertThat(alive.next().brief()).isEqualTo("session WAITING");
        assertThat(alive.isClosed()).isFalse();
      }
    }
  }

  @Test
  void whoGoesLeavesNothingBehind() throws Exception {
    // given
    MeterRegistry meters = door.context.getBean(MeterRegistry.class);
    try (SocketReader reader = greeted();
        SocketReader vanishing = greeted()) {
      // when
      reader.leave();
      vanishing.close();

      // then
      assertThat(reader.closed().code()).isEqualTo(1000);
      await().until(() -> meters.get("naru.pushes.open").gauge().value() == 0);
    }
  }
}
