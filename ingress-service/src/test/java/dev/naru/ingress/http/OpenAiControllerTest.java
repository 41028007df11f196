package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.Rate;
import dev.naru.ingress.key.Secret;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.SessionState;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
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

/** The OpenAI door over real HTTP, in front of a log and a view in memory. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class OpenAiControllerTest {
  private static final String COMPLETIONS = "/openai/v1/chat/completions";
  private static final String HELLO =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  private static final String ANNS = HELLO.replace("\"m\"", "\"m\",\"user\":\"ann\"");
  private static final String STREAM = HELLO.replace("\"m\"", "\"m\",\"stream\":true");

  private HttpDoor door;
  private DoorDecider decider;
  private String secret;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
    door.view.pool("default", PoolSettings.defaults());
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void calm() {
    door.keys.away(false);
    door.view.away(false);
    door.log.away = false;
    door.log.commands.clear();
    door.view.room("lobby", RoomSettings.defaults());
    door.view.room("hasty", RoomSettings.defaults());
    decider = new DoorDecider(door);
    secret = key("lobby", null);
  }

  private String key(String room, @Nullable Rate rate) {
    String made = Secret.make();
    door.keys.add(
        new ApiKey(UUID.randomUUID(), "team", room, rate, null, Instant.now(), null),
        Secret.digest(made));
    return made;
  }

  private Answer call(String content) {
    return callLater(content).join();
  }

  private CompletableFuture<Answer> callLater(String content) {
    return door.caller.sendLater("POST", COMPLETIONS, content, as(secret));
  }

  private static String[] as(String key) {
    return new String[] {"Authorization", "Bearer " + key};
  }

  private SubmitQuery asked() {
    return await()
        .until(() -> decider.commands(SubmitQuery.class), all -> !all.isEmpty())
        .getLast();
  }

  private static void assertError(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("error").propertyNames())
        .containsExactly("message", "type", "param", "code");
    assertThat(answer.json().at("/error/code").asString("")).isEqualTo(code);
  }

  @Test
  void aCallTakesASessionAsksAndLeaves() {
    // when
    Answer answer = call(HELLO);

    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/choices/0/message/content").asString("")).isEqualTo("well");
    assertThat(answer.header("Naru-Run-Ms")).isEqualTo("120");
    assertThat(Long.parseLong(answer.header("Naru-Queue-Ms"))).isNotNegative();
    assertThat(answer.header("x-request-id")).isEqualTo(answer.header("Naru-Query"));
    assertThat(door.log.commands)
        .extracting(command -> command.getClass().getSimpleName())
        .containsExactly("RequestSession", "SubmitQuery", "LeaveSession");
    assertThat(asked().payload().text()).isEqualTo(HELLO);
    assertThat(asked().sessionId()).hasToString(answer.header("Naru-Session"));
  }

  @Test
  void callsOfTheSameKeyAndUserShareASessionThatStaysUntilSomebodyWaits() {
    // given
    decider.answersAs = QueryState.RUNNING;
    CompletableFuture<Answer> first = callLater(ANNS);
    UUID query = asked().queryId();
    decider.answersAs = QueryState.SUCCEEDED;

    // when
    Answer second = call(ANNS);
    decider.query(query, asked().sessionId(), QueryState.SUCCEEDED);

    // then
    assertThat(second.status()).isEqualTo(200);
    assertThat(first.join().header("Naru-Session")).isEqualTo(second.header("Naru-Session"));
    assertThat(decider.commands(RequestSession.class)).hasSize(1);
    assertThat(decider.commands(RequestSession.class).getFirst().userKey()).endsWith(":ann");
    assertThat(decider.commands(LeaveSession.class)).isEmpty();
    door.view.room("lobby", RoomSettings.defaults(), RoomStatus.OPEN, 20, 1);
    await()
        .until(
            () ->
                decider
                    .commands(LeaveSession.class)
                    .contains(new LeaveSession(asked().sessionId())));
  }

  @Test
  void moreCallsThanASessionMayHaveWaitForEachOther() {
    // given
    decider.answersAs = QueryState.RUNNING;
    CompletableFuture<Answer> first = callLater(ANNS);
    CompletableFuture<Answer> second = callLater(ANNS);
    await().until(() -> decider.commands(SubmitQuery.class).size() == 2);

    // when
    CompletableFuture<Answer> third = callLater(ANNS);
    decider.answersAs = QueryState.SUCCEEDED;
    for (SubmitQuery asked : decider.commands(SubmitQuery.class)) {
      decider.query(asked.queryId(), asked.sessionId(), QueryState.SUCCEEDED);
    }

    // then
    assertThat(first.join().status()).isEqualTo(200);
    assertThat(second.join().status()).isEqualTo(200);
    assertThat(third.join().status()).isEqualTo(200);
    assertThat(decider.commands(SubmitQuery.class)).hasSize(3);
  }

  @Test
  void withoutAGoodKeyNobodyComesIn() {
    // when
    Answer none = door.caller.send("POST", COMPLETIONS, HELLO);
    Answer wrong = door.caller.send("POST", COMPLETIONS, HELLO, as("sk-naru-wrong"));
    Answer models = door.caller.send("GET", "/openai/v1/models", null, as("sk-naru-wrong"));
    door.keys.away(true);
    Answer untold = door.caller.send("POST", COMPLETIONS, HELLO, as(Secret.make()));

    // then
    assertError(none, 401, "invalid_api_key");
    assertError(wrong, 401, "invalid_api_key");
    assertError(models, 401, "invalid_api_key");
    assertError(untold, 503, "unavailable");
    assertThat(untold.header("Retry-After")).isEqualTo("1");
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void whatCannotBeAskedGetsAnErrorInOpenAisShape() {
    // then
    assertError(call("{\"messages\":[]}"), 400, "invalid_value");
    assertError(call("{"), 400, "invalid_json");
    String large = HELLO.replace("hello", "x".repeat(300 << 10));
    assertError(call(large), 413, "request_too_large");
    String[] plain = {"Authorization", "Bearer " + secret, "Content-Type", "text/plain"};
    assertError(door.caller.send("POST", COMPLETIONS, HELLO, plain), 415, "unsupported_media_type");
    assertError(door.caller.send("GET", COMPLETIONS, null, as(secret)), 405, "method_not_allowed");
    assertError(
        door.caller.send("POST", "/openai/v1/embeddings", "{}", as(secret)), 404, "unknown_url");
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void theModelsAreThoseOfTheRoomsPools() {
    // when
    Answer list = door.caller.send("GET", "/openai/v1/models", null, as(secret));
    Answer one = door.caller.send("GET", "/openai/v1/models/default", null, as(secret));
    Answer none = door.caller.send("GET", "/openai/v1/models/other", null, as(secret));

    // then
    assertThat(list.text("object")).isEqualTo("list");
    assertThat(list.json().at("/data/0/id").asString("")).isEqualTo("default");
    assertThat(one.json().propertyNames()).containsExactly("id", "object", "created", "owned_by");
    assertError(none, 404, "model_not_found");
  }

  @Test
  void aKeyIsHeldToItsRate() {
    // given
    secret = key("lobby", new Rate(1, Duration.ofMinutes(1)));

    // when
    Answer first = call(HELLO);
    Answer second = call(HELLO);

    // then
    assertThat(first.status()).isEqualTo(200);
    assertError(second, 429, "rate_limit_exceeded");
    assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(1, 60);
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED,upstream-failed,502,upstream_failed",
    "FAILED,chunk-timed-out,504,chunk_timed_out",
    "FAILED,payload-invalid,400,invalid_value",
    "TIMED_OUT,timed-out,504,timed_out",
    "CANCELLED,,409,cancelled"
  })
  void aQueryWithoutAResultIsAnErrorThatNobodyTriesAgain(
      QueryState state, @Nullable String problem, int status, String code) {
    // given
    decider.answersAs = state;
    decider.error = "{\"type\":\"urn:naru:problem:" + problem + "\",\"detail\":\"it failed\"}";

    // when
    Answer answer = call(HELLO);

    // then
    assertError(answer, status, code);
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource({"400,400", "422,422", "401,502", "404,502", "500,502"})
  void whatTheUpstreamFindsWrongWithTheRequestIsTheClientsToMend(int upstreams, int status) {
    // given
    decider.answersAs = QueryState.FAILED;
    decider.error =
        "{\"type\":\"urn:naru:problem:upstream-failed\",\"detail\":\"no\",\"upstreamStatus\":"
            + upstreams
            + "}";

    // when
    Answer answer = call(HELLO);

    // then
    assertError(answer, status, "upstream_failed");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void aQueryThatWaitedLongerThanItsRoomAllowsMayBeTriedAgain() {
    // given
    decider.answersAs = QueryState.TIMED_OUT;
    decider.error = "{\"type\":\"urn:naru:problem:queue-timed-out\",\"detail\":\"too long\"}";

    // when
    Answer answer = call(HELLO);

    // then
    assertError(answer, 429, "wait_limit_exceeded");
    assertThat(answer.header("Retry-After")).isEqualTo("10");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoeverWaitsTooLongLeavesTheLine(boolean inTheRoom) {
    // given
    secret = key("hasty", null);
    decider.admitsAs = inTheRoom ? SessionState.WAITING : SessionState.ACTIVE;
    decider.answersAs = QueryState.QUEUED;

    // when
    Answer answer = call(HELLO);

    // then
    assertError(answer, 429, "wait_limit_exceeded");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    assertThat(decider.commands(LeaveSession.class)).hasSize(1);
    assertThat(decider.commands(CancelQuery.class)).hasSize(inTheRoom ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"true,false", "true,true", "false,false", "false,true"})
  void whoeverHangsUpWhileWaitingLeavesTheLine(boolean chunked, boolean stream) throws IOException {
    // given
    decider.admitsAs = SessionState.WAITING;
    RawCall call = new RawCall(door.port, secret, stream ? STREAM : HELLO, chunked);
    await().until(() -> decider.commands(RequestSession.class).size() == 1);

    // when
    call.close();

    // then
    UUID session = decider.commands(RequestSession.class).getFirst().sessionId();
    await()
        .atMost(Duration.ofSeconds(1))
        .until(() -> decider.commands(LeaveSession.class).contains(new LeaveSession(session)));
    assertThat(decider.commands(SubmitQuery.class)).isEmpty();
  }

  @Test
  void whoeverSendsAnotherRequestBehindTheFirstIsStillThere() throws IOException {
    // given
    decider.admitsAs = SessionState.WAITING;
    try (RawCall call = new RawCall(door.port, secret, HELLO, false)) {
      await().until(() -> decider.commands(RequestSession.class).size() == 1);

      // when
      call.send("GET /v1/rooms/lobby HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await()
          .during(Duration.ofMillis(700))
          .until(() -> decider.commands(LeaveSession.class).isEmpty());
      UUID session = decider.commands(RequestSession.class).getFirst().sessionId();
      decider.session(session, SessionState.ACTIVE, null);

      // then
      assertThat(call.readUntil("\"room\":\"lobby\"")).contains("\"content\":\"well\"");
    }
  }

  @Test
  void whoeverHangsUpWhileTheQueryRunsCancelsIt() throws IOException {
    // given
    decider.answersAs = QueryState.RUNNING;
    RawCall call = new RawCall(door.port, secret, ANNS, false);
    SubmitQuery asked = asked();

    // when
    call.close();

    // then
    await()
        .atMost(Duration.ofSeconds(1))
        .until(
            () ->
                decider
                    .commands(CancelQuery.class)
                    .contains(new CancelQuery(asked.queryId(), asked.sessionId())));
    assertThat(decider.commands(LeaveSession.class)).as("the session is shared").isEmpty();
  }

  @Test
  void aCallWhoseSessionEndsGoesOnInAnother() {
    // given
    decider.answersAs = QueryState.QUEUED;
    CompletableFuture<Answer> call = callLater(HELLO);
    SubmitQuery asked = asked();
    decider.answersAs = QueryState.SUCCEEDED;

    // when
    decider.session(asked.sessionId(), SessionState.ENDED, "EXPIRED");
    decider.query(asked.queryId(), asked.sessionId(), QueryState.CANCELLED);

    // then
    assertThat(call.join().status()).isEqualTo(200);
    assertThat(decider.commands(RequestSession.class)).hasSize(2);
  }

  @Test
  void whoeverIsSentAwayStaysAway() {
    // given
    decider.admitsAs = SessionState.WAITING;
    CompletableFuture<Answer> call = callLater(HELLO);
    await().until(() -> decider.commands(RequestSession.class).size() == 1);

    // when
    UUID session = decider.commands(RequestSession.class).getFirst().sessionId();
    decider.session(session, SessionState.ENDED, "EVICTED");

    // then
    assertError(call.join(), 403, "session_evicted");
    assertThat(decider.commands(RequestSession.class)).hasSize(1);
  }

  @Test
  void whileTheViewIsAwayACallThatWaitsGoesOn() {
    // given
    decider.answersAs = QueryState.RUNNING;
    CompletableFuture<Answer> call = callLater(HELLO);
    SubmitQuery asked = asked();

    // when
    door.view.away(true);
    decider.query(asked.queryId(), asked.sessionId(), QueryState.SUCCEEDED);
    await().during(Duration.ofMillis(500)).until(() -> !call.isDone());
    door.view.away(false);

    // then
    assertThat(call.join().status()).isEqualTo(200);
  }

  @Test
  void whatTheLogDoesNotConfirmIsUnavailable() {
    // given
    door.log.away = true;

    // when
    Answer answer = call(HELLO);

    // then
    assertError(answer, 503, "unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void aStreamTellsThePlaceAndThenThePiecesAsTheyCome() throws IOException {
    // given
    decider.admitsAs = SessionState.WAITING;
    decider.answersAs = QueryState.RUNNING;
    try (RawCall call = new RawCall(door.port, secret, STREAM, false)) {
      String head = call.readUntil(": naru position=3");
      UUID session = decider.commands(RequestSession.class).getFirst().sessionId();

      // when
      decider.session(session, SessionState.ACTIVE, null);
      SubmitQuery asked = asked();
      door.chunks.append(asked.queryId(), 1, 0, "one");
      String first = call.readUntil("\"content\":\"one\"");
      door.chunks.append(asked.queryId(), 1, 1, "two");
      String second = call.readUntil("\"content\":\"two\"");
      decider.query(asked.queryId(), session, QueryState.SUCCEEDED);
      String rest = call.readUntil("[DONE]\n\n");

      // then
      assertThat(head).startsWith("HTTP/1.1 200").contains("text/event-stream");
      assertThat(head).contains("Naru-Session: " + session);
      assertThat(first).contains("\"role\":\"assistant\"");
      assertThat(second).doesNotContain("role");
      assertThat(rest).contains("\"finish_reason\":\"stop\"").contains(": naru queue-ms=");
    }
  }

  @Test
  void aStreamOfAnUpstreamWithoutPiecesIsTheWholeAnswerInOne() {
    // when
    Answer answer = call(STREAM);

    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Naru-Run-Ms")).isEqualTo("120");
    assertThat(answer.body().lines().filter(line -> line.startsWith("data: ")))
        .hasSize(3)
        .anyMatch(line -> line.contains("\"content\":\"well\""))
        .last()
        .isEqualTo("data: [DONE]");
  }

  @Test
  void aStreamThatFailsBeforeAnythingWasSentHasAStatusOfItsOwn() {
    // given
    decider.answersAs = QueryState.FAILED;

    // when
    Answer answer = call(STREAM);

    // then
    assertError(answer, 502, "failed");
  }

  @Test
  void aStreamThatFailsAfterSomethingWasSentEndsInAnErrorChunk() throws IOException {
    // given
    decider.answersAs = QueryState.RUNNING;
    try (RawCall call = new RawCall(door.port, secret, STREAM, false)) {
      SubmitQuery asked = asked();
      door.chunks.append(asked.queryId(), 1, 0, "one");
      String first = call.readUntil("\"content\":\"one\"");

      // when
      door.chunks.append(asked.queryId(), 2, 0, "again");
      String last = call.readUntil("stream_interrupted");

      // then
      assertThat(first).startsWith("HTTP/1.1 200");
      assertThat(last).contains("data: {\"error\":{").doesNotContain("[DONE]");
      await().until(() -> decider.commands(CancelQuery.class).size() == 1);
    }
  }
}
