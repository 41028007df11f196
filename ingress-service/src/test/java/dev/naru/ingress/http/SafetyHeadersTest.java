package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.model.RoomSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers tell browsers, which origins may read them, and what of the actuator is there. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class SafetyHeadersTest {
  private static final String ROOM = "/v1/rooms/lobby";
  private static final String JOIN = ROOM + "/sessions";
  private static final String ORIGIN = "https://shop.example";
  private HttpDoor closed;
  private HttpDoor open;

  @BeforeAll
  void open(@TempDir Path folder) {
    // what is exposed must not matter
    closed =
        new HttpDoor(
            folder.resolve("closed"),
            "--naru.ingress.origins=",
            "--management.endpoints.web.exposure.include=*",
            "--management.endpoints.access.default=unrestricted");
    open =
        new HttpDoor(
            folder.resolve("open"),
            "--naru.ingress.origins=" + ORIGIN + ",http://localhost:3000",
            "--naru.ingress.trusted-proxies=127.0.0.0/8");
    List.of(closed, open).forEach(door -> door.view.room("lobby", RoomSettings.defaults()));
  }

  @AfterAll
  void close() {
    closed.close();
    open.close();
  }

  @Test
  void everyKindOfAnswerKeepsBrowsersOff() {
    // given
    List<Answer> answers =
        List.of(
            closed.caller.send("GET", ROOM, null),
            closed.caller.join("lobby", "u"),
            closed.caller.send("GET", "/v1/sessions/" + UUID.randomUUID(), null),
            closed.caller.send("GET", "/nowhere", null),
            closed.caller.send("PUT", JOIN, "{}"),
            closed.caller.send("GET", "/admin/v1/audit", null),
            closed.caller.send("GET", "/admin/v1/audit", null, HttpDoor.OPERATOR),
            closed.caller.send("GET", "/openai/v1/models", null),
            closed.caller.send("GET", "/openapi.json", null),
            closed.caller.send("GET", "/actuator/health", null),
            closed.caller.send("GET", "/actuator/env", null));

    // then
    assertThat(answers)
        .extracting(Answer::status)
        .containsExactly(200, 202, 401, 404, 405, 401, 200, 401, 200, 200, 404);
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
              assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
              assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
              assertThat(answer.header("Content-Security-Policy"))
                  .isEqualTo("default-src 'none'; frame-ancestors 'none'");
              assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
              assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
              assertThat(answer.response().headers().map())
                  .doesNotContainKeys(
                      "Server", "X-Powered-By", "Strict-Transport-Security", "Set-Cookie");
            });
  }

  @Test
  void onlyWhatCameByHttpsIsToldToStayThere() {
    // when
    Answer secure = open.caller.send("GET", ROOM, null, "X-Forwarded-Proto", "https");
    Answer claimed = closed.caller.send("GET", ROOM, null, "X-Forwarded-Proto", "https");

    // then
    assertThat(secure.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(claimed.header("Strict-Transport-Security")).isEmpty();
    assertThat(open.caller.send("GET", ROOM, null).header("Strict-Transport-Security")).isEmpty();
  }

  private static Answer preflight(HttpDoor door, String path, String origin) {
    return door.caller.send(
        "OPTIONS",
        path,
        null,
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "POST",
        "Access-Control-Request-Headers",
        "authorization,content-type");
  }

  @Test
  void withoutOriginsInTheSettingsNoPageOfOthersMayCall() {
    // when
    Answer asked = preflight(closed, JOIN, ORIGIN);
    Answer read = closed.caller.send("GET", ROOM, null, "Origin", ORIGIN);

    // then
    assertThat(read.status()).isEqualTo(200);
    assertThat(List.of(asked, read))
        .allSatisfy(
            answer ->
                assertThat(answer.response().headers().map())
                    .doesNotContainKeys(
                        "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"));
  }

  @Test
  void anOriginOfTheSettingsMayCallTheVisitorsApi() {
    // when
    Answer asked = preflight(open, JOIN, ORIGIN);
    Answer joined = open.caller.join("lobby", "u", "Origin", ORIGIN);
    Answer refused = open.caller.send("GET", "/v1/sessions/x", null, "Origin", ORIGIN);

    // then
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST, DELETE");
    assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization", "Prefer");
    assertThat(asked.header("Access-Control-Max-Age")).isEqualTo("3600");
    assertThat(joined.status()).isEqualTo(202);
    assertThat(joined.header("Access-Control-Expose-Headers")).contains("Location", "ETag");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(List.of(asked, joined, refused))
        .allSatisfy(
            answer -> {
              assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
              assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
              assertThat(answer.header("Vary")).contains("Origin");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "https://shop.example.evil.example",
        "https://shop.example:8443",
        "http://shop.example",
        "https://sub.shop.example",
        "HTTPS://SHOP.EXAMPLE"
      })
  void anotherOriginIsPermittedNothing(String origin) {
    // when
    Answer asked = preflight(open, JOIN, origin);
    Answer read = open.caller.send("GET", ROOM, null, "Origin", origin);

    // then
    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.problem()).isEqualTo("origin-not-allowed");
    assertThat(read.header("Vary")).contains("Origin");
    assertThat(asked.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/v1/audit", "/openai/v1/models", "/actuator/prometheus"})
  void whatIsNotTheVisitorsIsClosedToEveryOrigin(String path) {
    // when
    Answer asked = preflight(open, path, ORIGIN);
    Answer read =
        open.caller.send(
            "GET", path, null, "Origin", ORIGIN, HttpDoor.OPERATOR[0], HttpDoor.OPERATOR[1]);

    // then
    assertThat(asked.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/",
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/threaddump",
        "/actuator/beans",
        "/actuator/configprops",
        "/actuator/loggers",
        "/actuator/mappings",
        "/actuator/metrics",
        "/actuator/shutdown",
        "/actuator/healthy",
        "/actuator/health/../env",
        "/actuator;x=y/env",
        "//actuator/env"
      })
  void ofTheActuatorOnlyHealthAndMetricsAreThereWhateverIsExposed(String path) {
    // then
    assertThat(closed.caller.send("GET", path, null, HttpDoor.OPERATOR).status()).isEqualTo(404);
    assertThat(closed.caller.send("POST", path, null, HttpDoor.OPERATOR).status()).isEqualTo(404);
    assertThat(closed.caller.send("GET", "/actuator/health/liveness", null).status())
        .isEqualTo(200);
  }

  @Test
  void aViewerMayReadMetricsFromAnywhere() {
    // when
    Answer viewer =
        open.caller.send(
            "GET",
            "/actuator/prometheus",
            null,
            "X-Forwarded-For",
            "203.0.113.9",
            "Authorization",
            "Bearer " + HttpDoor.VIEWER_TOKEN);

    // then
    assertThat(viewer.status()).isNotIn(401, 403);
    assertThat(
            open.caller
                .send("GET", "/actuator/prometheus", null, "X-Forwarded-For", "127.0.0.1")
                .status())
        .isEqualTo(403);
  }
}
