package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What an operator does on the console. */
class ConsoleIT extends BrowserIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HOSTILE = "<img src=x onerror=window.taken=1>";

  private static final List<String> SCREENS =
      List.of("pools", "letters", "replays", "past", "audit", "keys", "system");

  /** Joins, and asks something that runs for ten minutes. */
  private static final String JOIN_AND_ASK =
      """
      const headers = {'Content-Type': 'application/json', Prefer: 'wait=20'};
      const joined = await (await fetch(`/v1/rooms/${args[0]}/sessions`,
          {method: 'POST', headers, body: JSON.stringify({userKey: args[1]})})).json();
      if (joined.state === 'ACTIVE')
        await fetch(`/v1/sessions/${joined.sessionId}/queries`, {method: 'POST',
            headers: {'Content-Type': 'application/json', Authorization: 'Bearer ' + joined.token},
            body: JSON.stringify({payload: {delayMillis: 600000}, timeoutMillis: 600000})});
      return joined.state;""";

  /** A room of so many seats, and so many people; those with a seat ask. */
  private String room(String name, int seats, String... people) {
    room(name, "{\"capacity\":%d,\"pools\":[\"console\"]}".formatted(seats));
    Browser crowd = browsers.desktop("en").open(naru().base() + "/console");
    for (String userKey : people) {
      assertThat(crowd.runAsync(JOIN_AND_ASK, name, userKey)).isIn("ACTIVE", "WAITING");
    }
    return name;
  }

  private Browser signedIn(String languages, String screen) {
    Browser browser = browsers.desktop(languages).open(naru().base() + "/console#/" + screen);
    browser.type("#token", NaruProcess.OPERATOR, Keys.ENTER);
    browser.awaitShown("nav a[aria-current]");
    return browser;
  }

  private static void press(Browser browser, String within, String text) {
    By button = By.xpath(within + "//button[normalize-space()='" + text + "']");
    await(text).atMost(PATIENCE).until(() -> !browser.driver().findElements(button).isEmpty());
    WebElement found = browser.driver().findElement(button);
    browser.click(found);
  }

  private static void confirm(Browser browser, String text) {
    press(browser, "//dialog", text);
  }

  @Test
  void aWrongTokenIsSaidToBeWrong() {
    // given
    Browser browser = browsers.desktop("en").open(naru().base() + "/console");
    browser.awaitShown("#token");
    browser.requireAccessible("signing in");

    // when
    browser.type("#token", "wrong", Keys.ENTER);

    // then
    browser.awaitText(".wrong", "not an operator's");
    assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
  }

  @Test
  void anOperatorPausesResumesAndEvictsAndReadsWhatWasDone() {
    // given
    String room = room("console-live", 1, "first", "second", "third");
    Browser browser = signedIn("en", "room/" + room + "/now");
    browser.awaitText(".figure.active", "1 / 1");
    browser.awaitText(".tile.asks", "first");
    browser.awaitText("section[aria-labelledby=slots] .asks", "attempt 1");
    browser.awaitText("section[aria-labelledby=line]", "second");
    browser.requireAccessible("watching");

    // when
    press(browser, "//tr[contains(., 'third')]", "Move");
    browser.type("dialog #ask-reason", "has a train to catch");
    browser.requireAccessible("asked where to");
    confirm(browser, "Move");

    // then
    browser.awaitText("section[aria-labelledby=line] tbody tr:first-child", "third");

    // when
    press(browser, "", "Pause");
    browser.type("dialog input", "a break");
    browser.requireAccessible("asked whether to pause");
    confirm(browser, "Pause");

    // then
    browser.awaitText("#said", "Paused " + room);
    browser.awaitText(".figure.state", "Paused");
    assertThat(operator().get("rooms/" + room).path("paused").asBoolean()).isTrue();

    // when
    press(browser, "", "Resume");
    confirm(browser, "Resume");
    browser.awaitText(".figure.state", "Open");
    press(browser, "//tr[contains(., 'second')]", "Evict");
    confirm(browser, "Evict");

    // then
    browser.awaitText("#said", "Evicted second");
    await("the second is gone")
        .atMost(PATIENCE)
        .until(() -> !browser.text("section[aria-labelledby=line]").contains("second"));

    // when
    browser.click(".tile.asks");

    // then
    browser.awaitText("dialog .steps", "joined");
    browser.requireAccessible("reading a story");
    confirm(browser, "Close");
    browser.open(naru().base() + "/console#/all/audit");
    browser.driver().navigate().refresh();
    browser.awaitText("table", "a break");
  }

  @Test
  void anOperatorAnnouncesAndTakesItBack() {
    // given
    String room = room("console-stage", 1);
    Browser browser = signedIn("en", "room/" + room + "/stage");
    browser.awaitShown("textarea");
    browser.requireAccessible("on stage");

    // when
    browser.type("textarea", "We are back at three.");
    press(browser, "", "Announce");
    browser.awaitText("dialog blockquote", "We are back at three.");
    confirm(browser, "Announce");

    // then
    browser.awaitText("#said", "Announced in " + room);

    // when
    press(browser, "", "Take it back");
    confirm(browser, "Take it back");

    // then
    browser.awaitText("#said", "Took the announcement");
  }

  @Test
  void anOperatorDrawsAndShowsTheProof() {
    // given
    String room = room("console-draw", 3, "one", "two");
    Browser browser = signedIn("en", "room/" + room + "/stage");

    // when
    browser.type("[name=prize]", "A teapot");
    press(browser, "//section[@aria-labelledby='draws']", "Draw");
    confirm(browser, "Draw");

    // then
    browser.awaitText("#said", "The draw of A teapot has begun");
    browser.awaitText("section[aria-labelledby=draws] table", "done");
    press(browser, "//td", "Proof");
    browser.awaitText("dialog", "Seed, told after");
    browser.requireAccessible("reading a proof");
  }

  @Test
  void aChangeOfSeatsIsShownBeforeItIsMade() {
    // given
    String room = room("console-seats", 2);
    Browser browser = signedIn("en", "room/" + room + "/settings");
    browser.awaitShown("[name=capacity]");
    browser.requireAccessible("changing settings");

    // when
    browser.type("[name=capacity]", Keys.chord(Keys.CONTROL, "a"), "5", Keys.ENTER);

    // then
    browser.awaitText("dialog table del", "2");
    browser.awaitText("dialog table ins", "5");
    browser.requireAccessible("asked whether to change");
    assertThat(operator().get("rooms/" + room).path("capacity").asInt()).isEqualTo(2);

    // when
    confirm(browser, "Apply");

    // then
    browser.awaitText("#said", "Seats → 5");
    assertThat(operator().get("rooms/" + room).path("capacity").asInt()).isEqualTo(5);

    // when
    browser.type("[name=sessionTtl]", Keys.chord(Keys.CONTROL, "a"), "soon", Keys.ENTER);

    // then
    browser.awaitText("#said .bad", "Expected");
  }

  @Test
  void whatIsSentIsOnlyWhatDiffersAndNullForWhatGoes() {
    // given
    Browser browser = browsers.desktop("en").open(naru().base() + "/console");

    // when
    Object sent =
        browser.runAsync(
            "const {patchOf, withValue} = await import('/console/patch.js');"
                + " const old = {a: 1, b: {c: 1, d: 2}, e: [1], f: {g: 1}};"
                + " return JSON.stringify(patchOf(old,"
                + " withValue({a: 1, b: {c: 3}, e: [1, 2], f: {g: 1}}, 'f.g', undefined)));");

    // then
    assertThat(sent).isEqualTo("{\"b\":{\"c\":3,\"d\":null},\"e\":[1,2],\"f\":null}");
  }

  @Test
  void whatUsersWroteIsNeverReadAsHtml() {
    // given
    String room = room("console-hostile", 1, HOSTILE, HOSTILE + "2");

    // when
    Browser browser = signedIn("en", "room/" + room + "/now");

    // then
    browser.awaitText(".tile.asks b", HOSTILE);
    browser.click(".tile.asks");
    browser.awaitText("dialog h2", HOSTILE);
    browser.awaitText("dialog .steps", "joined");
    confirm(browser, "Evict");
    browser.awaitText("dialog:last-of-type h2", HOSTILE);
    press(browser, "//dialog[last()]", "Evict");
    browser.awaitText("#said", HOSTILE);
    browser.awaitText(".tile b", HOSTILE + "2");
    browser.open(naru().base() + "/console#/room/" + room + "/people");
    browser.driver().navigate().refresh();
    browser.awaitShown("#people-state");
    browser.run(
        "const state = document.querySelector('#people-state'); state.value = 'ACTIVE';"
            + " state.dispatchEvent(new Event('change'));");
    browser.awaitText("table", HOSTILE + "2");
    assertThat(browser.run("return document.querySelectorAll('main img, dialog img').length"))
        .isEqualTo(0L);
    assertThat(browser.run("return window.taken ?? 'safe'")).isEqualTo("safe");
  }

  @Test
  void aWhatIfShowsItsCharts() {
    // given
    room("console-what-if", 1, "a", "b");
    Browser browser = signedIn("en", "all/replays");

    // when
    browser.type("[name=capacity]", "30");
    press(browser, "", "Run");

    // then
    browser.awaitText("table", "Most active");
    await("charts")
        .atMost(PATIENCE)
        .until(() -> browser.driver().findElements(By.cssSelector(".plot canvas")).size() >= 3);
    browser.requireAccessible("reading a what-if");
  }

  @Test
  void whatWasIsTakenAwayAsCsv(@TempDir Path folder) throws IOException {
    // given
    String room = room("console-past", 1, "=cmd()", "plain");
    Browser browser = signedIn("en", "room/" + room + "/people");
    browser.cdp(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
    browser.awaitText("table", "plain");

    // when
    press(browser, "", "Export as CSV");

    // then
    browser.awaitText("#said", ".csv");
    await("the file")
        .atMost(PATIENCE)
        .until(() -> text(folder).contains("sessionId,") && text(folder).contains("plain"));
  }

  private static String text(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(one -> one.toString().endsWith(".csv")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  @Test
  void allScreensAreForKoreansAndForTheDarkAndForEverybody() {
    // given
    String room = room("console-korean", 1, "하나", "둘");
    Browser browser = signedIn("ko-KR,ko", "room/" + room + "/now");
    browser.awaitText(".figure.active", "이용 중");
    browser.awaitText(".tile.asks", "하나");
    browser.run(
        "const theme = document.querySelectorAll('.tools select')[1]; theme.value = 'dark';"
            + " theme.dispatchEvent(new Event('change'));");
    browser.requireAccessible("watching in the dark");

    for (String screen : SCREENS) {
      // when
      browser.click("nav a[href='#/all/" + screen + "']");

      // then
      browser.awaitShown("main h1");
      await(screen)
          .atMost(PATIENCE)
          .until(() -> browser.driver().findElements(By.cssSelector("[aria-busy=true]")).isEmpty());
      browser.requireAccessible(screen + " in the dark");
    }
    assertThat(Objects.requireNonNull(browser.run("return document.documentElement.lang")))
        .isEqualTo("ko");
    assertThat(browser.text("main h1")).isEqualTo("시스템");
  }
}
