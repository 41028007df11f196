package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.presence.Heard;
import dev.naru.ingress.view.Holder;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.LeaveSession;
import java.nio.file.Path;
import java.util.UUID;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy is told, and the cookie by which it is asked. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class VerifyControllerTest {
  private static final String VERIFY = "/v1/verify?room=lobby";
  private HttpDoor door;
  private SessionRecord session;
  private String[] token;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void admitted() {
    door.view.away(false);
    door.shown(10);
    door.view.room("lobby", RoomSettings.defaults());
    door.view.room("other", RoomSettings.defaults());
    door.log.commands.clear();
    session = door.session(SessionState.ACTIVE);
    door.view.holder(session.id(), new Holder(0, null, "kim"));
    token = door.tokenOf(session.id(), 3);
    Heard.take(door.presence);
  }

  private Answer verify(String... headers) {
    return door.caller.send("GET", VERIFY, null, headers);
  }

  private static String[] cookie(String[] token) {
    return new String[] {"Cookie", "theme=dark; naru_token=" + token[1].replace("Bearer ", "")};
  }

  private String path(String more) {
    return "/v1/sessions/" + session.id() + more;
  }

  @Test
  void anActiveSessionsTokenPassesAndIsASignOfLife() {
    // when
    Answer passed = verify(token);

    // then
    assertThat(passed.status()).isEqualTo(204);
    assertThat(passed.header("X-Naru-Session")).isEqualTo(session.id().toString());
    assertThat(passed.header("X-Naru-User")).isEqualTo("kim");
    assertThat(passed.header("Cache-Control")).isEqualTo("no-store");
    assertThat(Heard.take(door.presence)).containsExactly(session.id());
  }

  @Test
  void theCookiePassesToo() {
    assertThat(verify(cookie(token)).status()).isEqualTo(204);
  }

  @Test
  void aBearerTokenOfTheSitesOwnDoesNotHideTheCookie() {
    // given
    String[] cookie = cookie(token);

    // then
    assertThat(
            verify("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.", cookie[0], cookie[1])
                .status())
        .isEqualTo(204);
  }

  @Test
  void anotherSessionsCookieOfTheSameNameDoesNotHideTheGoodOne() {
    // given
    String stale = door.tokenOf(UUID.randomUUID(), 3)[1].replace("Bearer ", "");
    String good = token[1].replace("Bearer ", "");

    // then
    assertThat(verify("Cookie", "naru_token=" + stale + "; naru_token=" + good).status())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @EnumSource(
      value = SessionState.class,
      names = {"WAITING", "ENDED"})
  void whoeverIsNotActiveIsSentToTheWaitingPage(SessionState state) {
    // given
    String[] other = door.tokenOf(door.session(state).id(), 3);

    // when
    Answer refused = verify(other);

    // then
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.problem()).isEqualTo("not-admitted");
    assertThat(refused.header("Location")).isEqualTo("/r/lobby");
    assertThat(refused.header("X-Naru-User")).isEmpty();
  }

  @Test
  void nobodyAndNonsenseAreSentToTheWaitingPage() {
    assertThat(verify().status()).isEqualTo(401);
    assertThat(verify("Authorization", "Bearer nonsense").status()).isEqualTo(401);
    assertThat(verify("Authorization", "Basic a2ltOmtpbQ==").status()).isEqualTo(401);
    assertThat(verify("Cookie", "naru_token=\"; naru_token; =; naru_token=a b").status())
        .isEqualTo(401);
    assertThat(verify(door.tokenOf(UUID.randomUUID(), 3)).status()).isEqualTo(401);
    assertThat(verify(door.tokenOf(UUID.randomUUID(), 99)).status()).isEqualTo(401);
  }

  @Test
  void theAdmissionTokenIsNoSessionToken() {
    // given
    String admission = door.caller.send("GET", path(""), null, token).text("admissionToken");

    // then
    assertThat(admission).isNotEmpty();
    assertThat(verify("Authorization", "Bearer " + admission).status()).isEqualTo(401);
  }

  @Test
  void aTransferredSessionsOldTokenDoesNotPassNorIsASignOfLife() {
    // given
    door.view.holder(session.id(), new Holder(7, UUID.randomUUID(), "kim"));

    // then
    assertThat(verify(token).status()).isEqualTo(401);
    assertThat(Heard.take(door.presence)).isEmpty();
    assertThat(verify(door.tokenOf(session.id(), 7)).status()).isEqualTo(204);
  }

  @Test
  void theTokenOfOneRoomDoesNotOpenAnother() {
    // when
    Answer refused = door.caller.send("GET", "/v1/verify?room=other", null, token);

    // then
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Location")).isEqualTo("/r/other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "", "..%2fadmin", "a%0d%0ab", "LOBBY"})
  void aRoomThatIsNotThereIsForbidden(String room) {
    // when
    Answer refused = door.caller.send("GET", "/v1/verify?room=" + room, null, token);

    // then
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("Location")).isEmpty();
  }

  @Test
  void theRoomMustBeNamed() {
    assertThat(door.caller.send("GET", "/v1/verify", null, token).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Original-URI, /buy?seat=1, ?return=%2Fbuy%3Fseat%3D1",
    "X-Forwarded-Uri, /buy, ?return=%2Fbuy",
    "X-Original-URI, //evil.example, ''",
    "X-Original-URI, https://evil.example/, ''",
    "X-Original-URI, /\\evil.example, ''"
  })
  void theWayBackIsKeptIfItStaysOnTheHost(String header, String uri, String parameter) {
    assertThat(verify(header, uri).header("Location")).isEqualTo("/r/lobby" + parameter);
  }

  @Test
  void aUserOfAnyNameIsOneHeader() {
    // given
    door.view.holder(session.id(), new Holder(0, null, "김, a\u2028b"));

    // then
    assertThat(verify(token).header("X-Naru-User")).isEqualTo("%EA%B9%80%2C%20a%E2%80%A8b");
  }

  @Test
  void whileTheViewIsAwayNobodyPassesNorIsSentAway() {
    // given
    door.view.away(true);

    // when
    Answer refused = verify(token);

    // then
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("Location")).isEmpty();
  }

  @Test
  void theTokenBecomesACookieThatNoScriptReads() {
    // when
    Answer set = door.caller.send("POST", path("/cookie"), null, token);

    // then
    assertThat(set.status()).isEqualTo(204);
    assertThat(set.header("Set-Cookie"))
        .startsWith("naru_token=" + token[1].replace("Bearer ", "") + ";")
        .contains("Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=604800")
        .doesNotContain("Secure", "Domain");
  }

  @Test
  void theCookieItselfOpensNothingElse() {
    // given
    String[] cookie = cookie(token);

    // then
    assertThat(door.caller.send("POST", path("/cookie"), null, cookie).status()).isEqualTo(401);
    assertThat(door.caller.send("GET", path(""), null, cookie).status()).isEqualTo(401);
    assertThat(door.caller.send("DELETE", path(""), null, cookie).status()).isEqualTo(401);
    assertThat(door.caller.send("POST", path("/transfers"), null, cookie).status()).isEqualTo(401);
    assertThat(door.caller.send("POST", path("/queries"), "{\"payload\":1}", cookie).status())
        .isEqualTo(401);
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void anEndedSessionGetsNoCookieAndLosesTheOneItHas() {
    // given
    session = door.session(SessionState.ENDED);
    token = door.tokenOf(session.id(), 3);
    String[] cookie = cookie(token);

    // then
    assertThat(door.caller.send("POST", path("/cookie"), null, token).status()).isEqualTo(409);
    Answer seen = door.caller.send("GET", path(""), null, token[0], token[1], cookie[0], cookie[1]);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.header("Set-Cookie")).startsWith("naru_token=;").contains("Max-Age=0");
  }

  @Test
  void whoeverLeavesLosesTheCookieButNotAnotherSessions() {
    // given
    String[] own = cookie(token);
    String[] other = cookie(door.tokenOf(UUID.randomUUID(), 3));

    // when
    Answer kept =
        door.caller.send("DELETE", path(""), null, token[0], token[1], other[0], other[1]);
    Answer cleared = door.caller.send("DELETE", path(""), null, token[0], token[1], own[0], own[1]);

    // then
    assertThat(kept.header("Set-Cookie")).isEmpty();
    assertThat(cleared.header("Set-Cookie")).startsWith("naru_token=;");
    assertThat(door.log.commands).contains(new LeaveSession(session.id()));
  }

  @Test
  void theCookieCanBeThrownAwayWithoutAToken() {
    // when
    Answer cleared = door.caller.send("DELETE", path("/cookie"), null);

    // then
    assertThat(cleared.status()).isEqualTo(204);
    assertThat(cleared.header("Set-Cookie")).startsWith("naru_token=;").contains("Max-Age=0");
  }
}
