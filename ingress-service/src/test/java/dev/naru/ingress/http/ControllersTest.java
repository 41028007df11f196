package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.story.Drawings;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.RoomOpening;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.IdentityMode;
import dev.naru.model.LineOrder;
import dev.naru.model.Lottery;
import dev.naru.model.LotteryOrder;
import dev.naru.model.QueryState;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers get for good and bad requests, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ControllersTest {
  private static final String JOIN = "/v1/rooms/lobby/sessions";
  private HttpDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void calm() {
    door.view.away(false);
    door.log.away = false;
    door.history.away = false;
    door.log.commands.clear();
    door.log.decider = (command, offset) -> {};
    door.view.room("lobby", RoomSettings.defaults());
  }

  private static String[] with(String[] headers, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  static Stream<String> malformedJoins() {
    return Stream.of(
        "",
        " ",
        "{",
        "[]",
        "null",
        "\"u\"",
        "{}",
        "{\"userKey\":1}",
        "{\"userKey\":null}",
        "{\"userKey\":[\"u\"]}",
        "{\"userKey\":\"\"}",
        "{\"userKey\":\"  \"}",
        "{\"userKey\":\"a\\u0000b\"}",
        "{\"userKey\":\"a\\nb\"}",
        "{\"userKey\":\"\\ud800\"}",
        "{\"userKey\":\"" + "u".repeat(257) + "\"}",
        "{\"userKey\":\"" + "u".repeat(10_000) + "\"}",
        "{\"userKey\":\"u\",\"vip\":true}",
        "{\"userKey\":\"u\",\"userKey\":\"v\"}",
        "{\"userKey\":\"u\"} x",
        "{\"userKey\":\"u\"}{}",
        "{\"userKey\":\"u\",}",
        "{'userKey':'u'}",
        "{\"userKey\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}",
        "{\"" + "x".repeat(5_000) + "\":1}");
  }

  @ParameterizedTest
  @MethodSource("malformedJoins")
  void aMalformedJoinIsRefusedWithAProblemAndNothingIsLogged(String content) {
    // when
    Answer refused = door.caller.send("POST", JOIN, content);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("malformed-request");
    assertThat(refused.text("detail"))
        .isNotEmpty()
        .doesNotContain("Exception")
        .hasSizeLessThan(300);
    assertThat(refused.json().path("status").asInt()).isEqualTo(400);
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void contentThatIsNoUtf8IsMalformed() throws Exception {
    // given
    byte[] content = {
      '{', '"', 'u', 's', 'e', 'r', 'K', 'e', 'y', '"', ':', '"', (byte) 0xff, '"', '}'
    };
    HttpRequest request =
        door.caller
            .request(JOIN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(content))
            .build();

    // then
    assertThat(door.caller.send(request).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"})
  void contentOfAnotherTypeIsNotSupported(String type) {
    // when
    Answer refused = door.caller.send("POST", JOIN, "{\"userKey\":\"u\"}", "Content-Type", type);

    // then
    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.problem()).isEqualTo("unsupported-media-type");
  }

  @Test
  void tenMegabytesAreRefusedAndTheRefusalArrives() throws Exception {
    // given
    byte[] large = new byte[10 << 20];
    HttpRequest known =
        door.caller
            .request(JOIN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(large))
            .build();
    HttpRequest chunked =
        door.caller
            .request(JOIN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();

    // then
    for (HttpRequest request : List.of(known, chunked, known)) {
      Answer refused = door.caller.send(request);
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.problem()).isEqualTo("too-large");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=-1", "wait=1e9", "wait=x", "wait="})
  void aPreferenceThatMakesNoSenseIsMalformed(String prefer) {
    // then
    assertThat(door.caller.join("lobby", "u", "Prefer", prefer).status()).isEqualTo(400);
  }

  @Test
  void anIdempotencyKeyFollowsTheRulesOfUserKeys() {
    // then
    assertThat(door.caller.join("lobby", "u", "Idempotency-Key", "k".repeat(257)).status())
        .isEqualTo(400);
    assertThat(door.caller.join("lobby", "u", "Idempotency-Key", "k").status()).isEqualTo(202);
    assertThat(door.log.commands)
        .singleElement()
        .isInstanceOfSatisfying(
            RequestSession.class,
            command -> {
              assertThat(command.idempotencyKey()).isEqualTo("k");
              assertThat(command.sessionId().version()).isEqualTo(7);
            });
  }

  @Test
  void aRoomThatIsNotThereIsNotFound() {
    // then
    for (String room : List.of("nowhere", "UPPER", "%20", "a".repeat(100))) {
      assertThat(
              door.caller
                  .send("POST", "/v1/rooms/" + room + "/sessions", "{\"userKey\":\"u\"}")
                  .status())
          .isEqualTo(404);
      assertThat(door.caller.send("GET", "/v1/rooms/" + room, null).problem())
          .isEqualTo("no-such-room");
    }
  }

  @Test
  void aRoomWithAnIdentityThatCannotBeCheckedIsShut() {
    // given
    RoomSettings plain = RoomSettings.defaults();
    door.view.room(
        "members",
        RoomSettings.plain(
            1,
            1,
            plain.sessionTtl(),
            plain.idleTimeout(),
            plain.abandonTimeout(),
            plain.claimTimeout(),
            null,
            IdentityMode.OIDC,
            plain.pools(),
            plain.queries()));

    // then
    Answer refused = door.caller.join("members", "u");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.problem()).isEqualTo("identity-not-available");
  }

  @Test
  void aRefusalThatIsKnownBeforehandSparesTheLogUnlessTheUserIsInAlready() {
    // given
    UUID live = UUID.randomUUID();
    door.view.room("shut", RoomSettings.defaults(), RoomStatus.DRAINING, 0, 0);
    door.view.user("shut", "inside", live);

    // then
    assertThat(door.caller.join("shut", "outside").problem()).isEqualTo("room-draining");
    assertThat(door.log.commands).isEmpty();
    assertThat(door.caller.join("shut", "inside").status()).isEqualTo(202);
    assertThat(door.log.commands).hasSize(1);
  }

  @Test
  void aKeyOfASessionThatHasEndedFindsItAlsoWhenTheRoomTakesNobody() {
    // given
    door.shown(1_000);
    SessionRecord ended = door.session(SessionState.ENDED);
    door.view.room("keyed", RoomSettings.defaults(), RoomStatus.DRAINING, 0, 0);
    door.log.decider =
        (command, offset) -> door.view.alias(((RequestSession) command).sessionId(), ended.id());

    // when
    Answer joined = door.caller.join("keyed", "u", "Idempotency-Key", "k-1");

    // then
    assertThat(joined.status()).isEqualTo(200);
    assertThat(joined.sessionId()).isEqualTo(ended.id().toString());
    assertThat(joined.text("state")).isEqualTo("ENDED");
  }

  @Test
  void aNewKeyIsRefusedByTheLogWhenTheRoomTakesNobody() {
    // given
    door.shown(1_000);
    door.view.room("keyed", RoomSettings.defaults(), RoomStatus.DRAINING, 0, 0);
    door.log.decider =
        (command, offset) ->
            door.view.session(refused(((RequestSession) command).sessionId(), "ROOM_DRAINING"));

    // when
    Answer refused = door.caller.join("keyed", "u", "Idempotency-Key", "k-2");

    // then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("room-draining");
    assertThat(door.log.commands).hasSize(1);
  }

  private static SessionRecord refused(UUID id, String refusal) {
    return new SessionRecord(
        id, "keyed", SessionState.ENDED, null, null, null, null, null, "REFUSED", refusal, null);
  }

  @Test
  void aJoinIsAcceptedWhileTheViewIsAway() {
    // given
    assertThat(door.caller.join("lobby", "u-1").status()).isEqualTo(202);
    door.view.away(true);

    // when
    Answer joined = door.caller.join("lobby", "u-2");

    // then
    assertThat(joined.status()).isEqualTo(202);
    assertThat(
            door.caller
                .send("GET", "/v1/sessions/" + joined.sessionId(), null, joined.as())
                .problem())
        .isEqualTo("view-away");
  }

  @Test
  void aJoinThatTheLogDoesNotConfirmIsNotLost() {
    // given
    door.log.away = true;

    // when
    Answer refused = door.caller.join("lobby", "u");

    // then
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.problem()).isEqualTo("not-confirmed");
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(refused.text("detail")).contains("Idempotency-Key");
  }

  @Test
  void aJoinReadsAsPendingUntilTheViewHasIt() {
    // given
    door.shown(0);
    Answer joined = door.caller.join("lobby", "u");
    String path = "/v1/sessions/" + joined.sessionId();
    Answer pending = door.caller.send("GET", path, null, joined.as());

    // when
    door.shown(1_000);

    // then
    assertThat(pending.status()).isEqualTo(200);
    assertThat(pending.text("state")).isEqualTo("PENDING");
    Answer behind = door.caller.send("GET", path, null, joined.as());
    assertThat(behind.status()).as("so new that the history may still follow").isEqualTo(503);
    assertThat(behind.header("Retry-After")).isNotEmpty();
    door.history.away = true;
    assertThat(door.caller.send("GET", path, null, joined.as()).problem())
        .isEqualTo("history-away");
  }

  @Test
  void whatTheViewHasForgottenIsReadFromTheHistory() {
    // given
    UUID id = UUID.randomUUID();
    SessionRecord ended =
        new SessionRecord(
            id, "lobby", SessionState.ENDED, 3L, null, null, null, null, "IDLE", null, null);
    door.history.sessions.put(id, ended);
    String path = "/v1/sessions/" + id;

    // then
    assertThat(door.caller.send("GET", path, null, door.tokenOf(id, 0)).text("endedReason"))
        .isEqualTo("IDLE");
    assertThat(door.caller.send("GET", path, null, door.tokenOf(UUID.randomUUID(), 0)).status())
        .isEqualTo(403);
  }

  @Test
  void tokensAreAskedForBeforeIdsAndIdsBeforeOwners() {
    // given
    SessionRecord session = door.session(SessionState.WAITING);
    String path = "/v1/sessions/" + session.id();
    String[] own = door.tokenOf(session.id(), 0);
    String[] others = door.tokenOf(UUID.randomUUID(), 0);

    // then
    Answer none = door.caller.send("GET", path, null);
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(door.caller.send("GET", path, null, "Authorization", "Bearer x.y.z").status())
        .isEqualTo(401);
    assertThat(door.caller.send("GET", path, null, "Authorization", "Basic eA==").status())
        .isEqualTo(401);
    assertThat(door.caller.send("GET", "/v1/sessions/nonsense", null).status()).isEqualTo(401);
    assertThat(door.caller.send("GET", "/v1/sessions/nonsense", null, own).status()).isEqualTo(404);
    assertThat(door.caller.send("GET", "/v1/sessions/1-1-1-1-1", null, own).status())
        .isEqualTo(404);
    assertThat(door.caller.send("GET", "/v1/sessions/" + UUID.randomUUID(), null, others).status())
        .isEqualTo(404);
    assertThat(door.caller.send("GET", path, null, others).status()).isEqualTo(403);
    assertThat(door.caller.send("GET", path, null, own).status()).isEqualTo(200);
  }

  @Test
  void anAnswerIsForNoCacheAndHasATagThatItself() {
    // given
    SessionRecord session = door.session(SessionState.WAITING);
    String path = "/v1/sessions/" + session.id();
    String[] own = door.tokenOf(session.id(), 0);

    // when
    Answer seen = door.caller.send("GET", path, null, own);
    Answer again =
        door.caller.send("GET", path, null, with(own, "If-None-Match", seen.header("ETag")));

    // then
    assertThat(seen.header("Cache-Control")).isEqualTo("no-store");
    assertThat(seen.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(seen.json().path("position").asInt()).isEqualTo(3);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.response().body()).isEmpty();
  }

  @Test
  void leavingWhatHasEndedNeedsNoCommand() {
    // given
    SessionRecord ended = door.session(SessionState.ENDED);
    SessionRecord waiting = door.session(SessionState.WAITING);
    String path = "/v1/sessions/";

    // then
    assertThat(
            door.caller
                .send("DELETE", path + ended.id(), null, door.tokenOf(ended.id(), 0))
                .status())
        .isEqualTo(202);
    assertThat(door.log.commands).isEmpty();
    assertThat(
            door.caller
                .send("DELETE", path + waiting.id(), null, door.tokenOf(waiting.id(), 0))
                .status())
        .isEqualTo(202);
    assertThat(door.log.commands).containsExactly(new LeaveSession(waiting.id()));
  }

  static Stream<String> malformedQueries() {
    return Stream.of(
        "{}",
        "{\"payload\":1,\"payload\":2}",
        "{\"payload\":{\"a\":1,\"a\":2}}",
        "{\"payload\":1,\"timeoutMillis\":0}",
        "{\"payload\":1,\"timeoutMillis\":-5}",
        "{\"payload\":1,\"timeoutMillis\":1.5}",
        "{\"payload\":1,\"timeoutMillis\":1e3}",
        "{\"payload\":1,\"timeoutMillis\":\"5\"}",
        "{\"payload\":1,\"timeoutMillis\":99999999999999999999}",
        "{\"payload\":1,\"timeoutMillis\":null}",
        "{\"payload\":1,\"pool\":7}",
        "{\"payload\":1,\"pool\":\"\"}",
        "{\"payload\":1,\"pool\":\"other\"}",
        "{\"payload\":1,\"priority\":1}",
        "{\"payload\":NaN}",
        "{\"payload\":\"\\ud800\"}",
        "{\"payload\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
        "{\"payload\":1}}");
  }

  @ParameterizedTest
  @MethodSource("malformedQueries")
  void aMalformedQueryIsRefusedAndNothingIsLogged(String content) {
    // given
    SessionRecord session = door.session(SessionState.ACTIVE);

    // when
    Answer refused =
        door.caller.send(
            "POST",
            "/v1/sessions/" + session.id() + "/queries",
            content,
            door.tokenOf(session.id(), 0));

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isNotEmpty();
    assertThat(door.log.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "0",
        "\"x\"",
        "[]",
        "{\"a\":[1.50,1E+400,123456789012345678901234567890]}",
        "\"\\ud83d\\ude00\""
      })
  void anyJsonIsAPayloadAndKeepsItsNumbers(String payload) {
    // given
    SessionRecord session = door.session(SessionState.ACTIVE);
    door.log.decider = (command, offset) -> door.shown(1_000_000 + offset);

    // when
    door.caller.send(
        "POST",
        "/v1/sessions/" + session.id() + "/queries",
        "{ \"payload\" : " + payload + " }",
        door.tokenOf(session.id(), 0));

    // then
    String kept = payload.contains("\\u") ? "\"😀\"" : payload;
    assertThat(door.log.commands)
        .singleElement()
        .isInstanceOfSatisfying(
            SubmitQuery.class, command -> assertThat(command.payload().text()).isEqualTo(kept));
  }

  @Test
  void aPayloadOverTheRoomsLimitIsTooLarge() {
    // given
    SessionRecord session = door.session(SessionState.ACTIVE);
    String path = "/v1/sessions/" + session.id() + "/queries";
    String[] own = door.tokenOf(session.id(), 0);
    String just = "\"" + "x".repeat((256 << 10) - 2) + "\"";
    String over = "\"" + "x".repeat((256 << 10) - 1) + "\"";
    String far = "\"" + "x".repeat(1 << 20) + "\"";

    // then
    assertThat(door.caller.send("POST", path, "{\"payload\":" + over + "}", own).problem())
        .isEqualTo("payload-too-large");
    assertThat(door.caller.send("POST", path, "{\"payload\":" + far + "}", own).problem())
        .isEqualTo("too-large");
    assertThat(door.caller.send("POST", path, "{\"payload\":" + just + "}", own).status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAITING", "ENDED", "PENDING"})
  void onlyActiveSessionsMayAsk(String state) {
    // given
    UUID id =
        state.equals("PENDING")
            ? UUID.randomUUID()
            : door.session(SessionState.valueOf(state)).id();
    String[] own = door.tokenOf(id, state.equals("PENDING") ? Long.MAX_VALUE : 0);

    // when
    Answer refused =
        door.caller.send("POST", "/v1/sessions/" + id + "/queries", "{\"payload\":1}", own);

    // then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("session-not-active");
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void aQueryThatIsNotDecidedInTimeReadsAsQueued() {
    // given
    SessionRecord session = door.session(SessionState.ACTIVE);
    String[] own = door.tokenOf(session.id(), 0);
    door.log.decider = (command, offset) -> door.view.offset(offset - 1);
    door.log.commands.addAll(
        java.util.Collections.nCopies(2_000_000, new LeaveSession(session.id())));

    // when
    Answer accepted =
        door.caller.send(
            "POST", "/v1/sessions/" + session.id() + "/queries", "{\"payload\":1}", own);

    // then
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text("state")).isEqualTo("QUEUED");
    assertThat(accepted.json().path("position").isNull()).isTrue();
    String path = "/v1/queries/" + accepted.text("queryId");
    assertThat(door.caller.send("GET", path, null, own).text("state")).isEqualTo("QUEUED");
    assertThat(door.caller.send("GET", path, null, door.tokenOf(UUID.randomUUID(), 0)).status())
        .isEqualTo(403);
  }

  @Test
  void aFinishedQueryIsNotCancelledAndAQueuedOneIs() {
    // given
    SessionRecord session = door.session(SessionState.ACTIVE);
    String[] own = door.tokenOf(session.id(), 0);
    QueryRecord finished = query(session.id(), QueryState.FAILED);
    QueryRecord queued = query(session.id(), QueryState.QUEUED);

    // then
    assertThat(door.caller.send("DELETE", "/v1/queries/" + finished.id(), null, own).status())
        .isEqualTo(202);
    assertThat(door.log.commands).isEmpty();
    assertThat(door.caller.send("DELETE", "/v1/queries/" + queued.id(), null, own).status())
        .isEqualTo(202);
    assertThat(door.log.commands).containsExactly(new CancelQuery(queued.id(), session.id()));
  }

  private QueryRecord query(UUID sessionId, QueryState state) {
    QueryRecord query =
        new QueryRecord(
            UUID.randomUUID(), sessionId, "default", state, null, 1, null, null, null, null, null);
    door.view.query(query);
    return query;
  }

  @Test
  void aQueryOfAnotherSessionIsForbiddenAndAnUnknownOneNotFound() {
    // given
    SessionRecord session = door.session(SessionState.ACTIVE);
    QueryRecord query = query(session.id(), QueryState.RUNNING);
    String[] others = door.tokenOf(UUID.randomUUID(), 0);

    // then
    assertThat(door.caller.send("GET", "/v1/queries/" + query.id(), null).status()).isEqualTo(401);
    assertThat(door.caller.send("GET", "/v1/queries/" + query.id(), null, others).status())
        .isEqualTo(403);
    assertThat(door.caller.send("GET", "/v1/queries/" + UUID.randomUUID(), null, others).status())
        .isEqualTo(404);
    assertThat(door.caller.send("GET", "/v1/queries/x", null, others).status()).isEqualTo(404);
    door.history.away = true;
    assertThat(door.caller.send("GET", "/v1/queries/" + UUID.randomUUID(), null, others).problem())
        .isEqualTo("history-away");
  }

  @Test
  void wrongMethodsPathsAndTypesOfAnswerAreProblemsToo() {
    // then
    Answer method = door.caller.send("PUT", JOIN, "{}");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).isEqualTo("POST");
    assertThat(method.problem()).isEqualTo("method-not-allowed");
    for (String path : List.of("/", "/nowhere", "/v1/rooms", "/v1/rooms/lobby/", "/index.html")) {
      Answer nothing = door.caller.send("GET", path, null);
      assertThat(nothing.status()).isEqualTo(404);
      assertThat(nothing.problem()).isEqualTo("no-such-path");
    }
    Answer type = door.caller.send("GET", "/v1/rooms/lobby", null, "Accept", "text/html");
    assertThat(type.status()).isEqualTo(406);
    assertThat(type.problem()).isEqualTo("not-acceptable");
    assertThat(door.caller.send("GET", "/error", null).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/rooms/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/rooms/a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/rooms/%2e%2e%2f HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/rooms/a%00b HTTP/1.1\r\nHost: x\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "POST /v1/rooms/lobby/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"
      })
  void whatTheServerItselfRefusesSaysNothingAboutIt(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", door.port)) {
      // when
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      // then
      assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Tomcat", "Exception", "\tat ");
    }
  }

  @Test
  void aRoomIsTheSameForEverybodyAndGoodForASecond() {
    // when
    Answer room = door.caller.send("GET", "/v1/rooms/lobby", null);

    // then
    assertThat(room.status()).isEqualTo(200);
    assertThat(room.header("Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(room.json().propertyNames())
        .containsExactly(
            "room",
            "open",
            "paused",
            "active",
            "capacity",
            "waiting",
            "serving",
            "lastTicket",
            "admittedPerMinute",
            "estimatedWaitSeconds");
    assertThat(room.json().path("estimatedWaitSeconds").asInt(-1)).isZero();
  }

  private static RoomSettings drawnAt(Instant opensAt) {
    return RoomSettings.defaults()
        .withSchedule(
            ScheduleSettings.once(opensAt, null, Duration.ofMinutes(30), LineOrder.LOTTERY));
  }

  @Test
  void whoComesBeforeThePreQueueIsToldWhenToComeBack() {
    // given
    Instant opensAt = Instant.now().plus(Duration.ofHours(2));
    RoomOpening opening = new RoomOpening(opensAt, null);
    door.view.scheduled("later", drawnAt(opensAt), RoomStatus.CLOSED, opening, null);

    // when
    Answer refused = door.caller.join("later", "u");

    // then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("room-closed");
    assertThat(refused.text("detail")).contains("opens at " + opensAt);
    assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(5_000L, 5_400L);
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void beforeItOpensARoomEstimatesNothing() {
    // given
    Instant opensAt = Instant.now().plus(Duration.ofMinutes(2));
    RoomOpening opening = new RoomOpening(opensAt, null);
    door.view.scheduled("later", drawnAt(opensAt), RoomStatus.PRE_QUEUE, opening, null);

    // when
    Answer room = door.caller.send("GET", "/v1/rooms/later", null);

    // then
    Answer page = door.caller.send("GET", "/v1/rooms/later/page", null);
    assertThat(page.text("opensAt")).isEqualTo(opensAt.toString());
    assertThat(room.json().path("open").asBoolean(true)).isFalse();
    assertThat(room.json().path("estimatedWaitSeconds").isNull()).isTrue();
    assertThat(door.caller.join("later", "u").status()).isEqualTo(202);
  }

  @Test
  void aLotteryIsTheSameForEverybodyAndUnknownValuesAreNull() {
    // given
    Instant opensAt = Instant.parse("2030-01-01T09:00:00Z");
    Lottery promised = Lottery.promised(opensAt.toEpochMilli(), "5e".repeat(32));
    RoomOpening opening = new RoomOpening(opensAt, null);
    door.view.scheduled("drawn", drawnAt(opensAt), RoomStatus.PRE_QUEUE, opening, promised);

    // when
    Answer lottery = door.caller.send("GET", "/v1/rooms/drawn/lottery", null);

    // then
    assertThat(lottery.status()).isEqualTo(200);
    assertThat(lottery.header("Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(lottery.json().propertyNames())
        .containsExactly(
            "room",
            "opensAt",
            "seedHash",
            "seed",
            "chainHash",
            "participants",
            "firstTicket",
            "drawnAt");
    assertThat(lottery.text("seedHash")).isEqualTo(LotteryOrder.hashOf("5e".repeat(32)));
    assertThat(lottery.json().path("seed").isNull()).isTrue();
    assertThat(lottery.json().path("drawnAt").isNull()).isTrue();
    door.drawn.add(new Drawings.Drawn(new UUID(0, 1), 18));
    door.drawn.add(new Drawings.Drawn(new UUID(0, 2), 19));
    Answer first = door.caller.send("GET", "/v1/rooms/drawn/lottery/participants?limit=1", null);
    String next = first.text("next");
    Answer second =
        door.caller.send("GET", "/v1/rooms/drawn/lottery/participants?after=" + next, null);
    assertThat(first.json().at("/items/0/sessionId").asString(""))
        .isEqualTo(new UUID(0, 1).toString());
    assertThat(second.json().at("/items/0/ticket").asInt()).isEqualTo(19);
    assertThat(second.json().path("next").isNull()).isTrue();
    assertThat(
            door.caller.send("GET", "/v1/rooms/drawn/lottery/participants?after=x", null).status())
        .isEqualTo(400);
    assertThat(door.caller.send("GET", "/v1/rooms/lobby/lottery", null).problem())
        .isEqualTo("no-such-lottery");
    assertThat(door.caller.send("GET", "/v1/rooms/nowhere/lottery", null).problem())
        .isEqualTo("no-such-room");
  }
}
