package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.HandOver;
import dev.naru.model.IdentityMode;
import dev.naru.model.PageSettings;
import dev.naru.model.PageText;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.SessionState;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as they are sent, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class PagesTest {
  private static final String PLAIN = "/r/lobby/plain";
  private static final String FORM = "application/x-www-form-urlencoded";
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
    door.log.commands.clear();
    door.log.decider = (command, offset) -> {};
    door.view.room("lobby", RoomSettings.defaults());
  }

  @Test
  void theWaitingPageMayLoadNothingFromElsewhereAndIsSentOnce() {
    // when
    Answer page = door.caller.send("GET", "/r/lobby", null);
    Answer zipped = door.caller.send("GET", "/r/lobby", null, "Accept-Encoding", "br, gzip");
    Answer again = door.caller.send("GET", "/r/lobby", null, "If-None-Match", page.header("ETag"));

    // then
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.body()).contains("?plain").doesNotContain("style=", "://");
    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(zipped.header("ETag")).isNotEqualTo(page.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({
    "/naru.js,text/javascript;charset=UTF-8",
    "/naru.d.ts,text/plain;charset=UTF-8",
    "/page/wait.css,text/css;charset=UTF-8",
    "/page/icon.svg,image/svg+xml",
    "/page/lang/ko.json,application/json"
  })
  void filesHaveTheirTypes(String path, String type) {
    // when
    Answer file = door.caller.send("GET", path, null);

    // then
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Content-Type")).isEqualTo(type);
    assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/none.js",
        "/page/wait",
        "/page/..%2fapplication.yml",
        "/page/lang/..%2f..%2fapplication.yml",
        "/page/%2e%2e/application.yml",
        "/page/lang/ko.json.class"
      })
  void nothingElseIsAFile(String path) {
    // when
    Answer answer = door.caller.send("GET", path, null);

    // then
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("spring");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ko-KR,ko;q=0.9,en;q=0.8|ko",
        "en-GB|en",
        "fr,ko;q=0.5|ko",
        "fr|en",
        "*|en",
        ";;q=x|en"
      })
  void wordsAreInTheReadersLanguage(String accepted, String language) {
    // when
    Answer words = door.caller.send("GET", "/page/words", null, "Accept-Language", accepted);

    // then
    assertThat(words.header("Content-Language")).isEqualTo(language);
    assertThat(words.header("Vary")).contains("Accept-Language");
    assertThat(words.json().has("turn.head")).isTrue();
  }

  @Test
  void aRoomLooksAsItsSettingsSay() {
    // given
    PageSettings page =
        new PageSettings(
            "Tickets",
            "Welcome",
            "/logo.svg",
            "#aa3300",
            URI.create("https://example.org/shop"),
            HandOver.FRAGMENT,
            Map.of("ko", new PageText("예매", null)));
    door.view.room("dressed", RoomSettings.defaults().withPage(page));

    // when
    Answer look =
        door.caller.send("GET", "/v1/rooms/dressed/page", null, "Accept-Language", "ko-KR");
    Answer bare = door.caller.send("GET", "/v1/rooms/lobby/page", null);

    // then
    assertThat(look.text("title")).isEqualTo("예매");
    assertThat(look.text("text")).isEqualTo("Welcome");
    assertThat(look.text("targetUrl")).isEqualTo("https://example.org/shop");
    assertThat(look.text("handOver")).isEqualTo("fragment");
    assertThat(look.header("Cache-Control")).isEqualTo("public, max-age=10");
    assertThat(bare.json().path("title").isNull()).isTrue();
    assertThat(bare.text("handOver")).isEqualTo("cookie");
    assertThat(bare.text("identity")).isEqualTo("open");
    assertThat(bare.json().path("keptSeconds").asInt()).isEqualTo(600);
    assertThat(bare.json().path("claimSeconds").isNull()).isTrue();
  }

  @Test
  void thePageOfNoRoomIsNotFound() {
    assertThat(door.caller.send("GET", "/v1/rooms/none/page", null).status()).isEqualTo(404);
    assertThat(door.caller.send("GET", "/v1/rooms/NO%20NAME/page", null).status()).isEqualTo(404);
    Answer plain = door.caller.send("GET", "/r/none/plain", null);
    assertThat(plain.status()).isEqualTo(404);
    assertThat(plain.body()).contains("There is no such room");
  }

  @Test
  void whoHasNoScriptsIsSentToThePlainPage() {
    // when
    Answer sent = door.caller.send("GET", "/r/lobby?plain", null);

    // then
    assertThat(sent.status()).isEqualTo(303);
    assertThat(sent.header("Location")).isEqualTo(PLAIN);
  }

  @Test
  void aFormJoinsAndThePageThenRenewsItself() {
    // given
    door.log.decider =
        (command, offset) -> {
          door.view.session(waiting(((RequestSession) command).sessionId(), 41L));
          door.shown(1_000_000 + offset);
        };

    // when
    Answer form = door.caller.send("GET", PLAIN, null);
    Answer joined = post("do=join");
    Answer page = door.caller.send("GET", PLAIN, null, "Cookie", cookie(joined));

    // then
    assertThat(form.body()).contains("value=\"join\"");
    assertThat(joined.status()).isEqualTo(303);
    assertThat(joined.header("Location")).isEqualTo(PLAIN);
    assertThat(joined.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Lax", "Path=" + PLAIN)
        .doesNotContain("Secure");
    assertThat(page.header("Refresh")).isEqualTo("3");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.body()).contains(">41</p>", "40 people are ahead of you");
  }

  private Answer post(String form, String... cookie) {
    String[] headers = {"Content-Type", FORM};
    return cookie.length == 0
        ? door.caller.send("POST", PLAIN, form, headers)
        : door.caller.send("POST", PLAIN, form, "Content-Type", FORM, "Cookie", cookie[0]);
  }

  private static String cookie(Answer answer) {
    return answer.header("Set-Cookie").split(";", 2)[0];
  }

  private static SessionRecord waiting(UUID id, Long position) {
    return new SessionRecord(
        id, "lobby", SessionState.WAITING, 7L, position, null, null, null, null, null, "");
  }

  private String cookieOf(SessionRecord session) {
    return "naru_plain=" + door.tokenOf(session.id(), 0)[1].substring("Bearer ".length());
  }

  @Test
  void aFormLeavesOnceAndTheEndIsSaidInTheReadersLanguage() {
    // given
    SessionRecord here = door.session(SessionState.WAITING);
    SessionRecord over = door.session(SessionState.ENDED);
    door.log.decider = (command, offset) -> door.shown(2_000_000 + offset);

    // when
    Answer left = post("do=leave", cookieOf(here));
    Answer again = post("do=leave", cookieOf(over));
    Answer page =
        door.caller.send("GET", PLAIN, null, "Cookie", cookieOf(over), "Accept-Language", "ko");

    // then
    assertThat(left.status()).isEqualTo(303);
    assertThat(again.status()).isEqualTo(303);
    assertThat(door.log.commands).containsExactly(new LeaveSession(here.id()));
    assertThat(page.body()).contains("<html lang=\"ko\">", "대기를 마쳤습니다");
    assertThat(page.header("Refresh")).isEmpty();
  }

  @Test
  void theAdmittedAreShownTheWayOn() {
    // given
    PageSettings page =
        new PageSettings(
            "<b>\"Shop\"</b>",
            null,
            null,
            null,
            URI.create("https://example.org/shop?a=1&b=2"),
            HandOver.FRAGMENT,
            null);
    door.view.room("leading", RoomSettings.defaults().withPage(page));
    SessionRecord inside = door.session(SessionState.ACTIVE);

    // when
    Answer turn = door.caller.send("GET", PLAIN, null, "Cookie", cookieOf(inside));
    Answer hostile = door.caller.send("GET", "/r/leading/plain", null);

    // then
    assertThat(turn.body()).contains("It is your turn");
    assertThat(hostile.body())
        .contains("&lt;b&gt;&quot;Shop&quot;&lt;/b&gt;")
        .doesNotContain("<b>");
    assertThat(PlainVisits.target(RoomSettings.defaults().withPage(page), "t"))
        .hasToString("https://example.org/shop?a=1&b=2#naru_token=t");
  }

  @Test
  void whoCannotJoinIsToldWhy() {
    // given
    door.view.room(
        "members",
        RoomSettings.plain(
            null, null, null, null, null, null, null, IdentityMode.OIDC, null, null));
    door.view.room("shut", RoomSettings.defaults(), RoomStatus.CLOSED, 0, 0);

    // when
    Answer members = door.caller.send("GET", "/r/members/plain", null);
    Answer closed = door.caller.send("POST", "/r/shut/plain", "do=join", "Content-Type", FORM);
    door.log.away = true;
    Answer unconfirmed = post("do=join");
    Answer forged = door.caller.send("GET", PLAIN, null, "Cookie", "naru_plain=x.y.z");

    // then
    assertThat(members.body()).contains("Please sign in first").doesNotContain("value=\"join\"");
    assertThat(closed.status()).isEqualTo(409);
    assertThat(closed.body()).contains("This room is closed");
    assertThat(unconfirmed.status()).isEqualTo(503);
    assertThat(unconfirmed.header("Refresh")).isEqualTo("10");
    assertThat(forged.body()).contains("value=\"join\"");
  }
}
