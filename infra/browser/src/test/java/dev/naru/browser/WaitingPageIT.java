package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** What somebody goes through on the waiting page. */
class WaitingPageIT extends BrowserIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ONE_SEAT = "{\"capacity\":1}";

  @Test
  void aPersonWaitsIsAdmittedAsksAndSeesTheStream() {
    // given
    String room = room("one-seat", ONE_SEAT);
    Visitor before = somebody(room);
    Browser phone = browsers.phone("en").open(page(room));
    phone.awaitText("#ahead", "You are next");
    phone.awaitText("#connection-text", "Up to date");
    assertThat(phone.driver().getTitle()).isEqualTo("1 in line – Waiting room");
    assertThat(phone.text("#ticket")).isEqualTo("Ticket 2");
    phone.requireAccessible("waiting");

    // when
    before.leave();

    // then
    phone.awaitText("[data-state=inside] h2", "It is your turn");
    assertThat(phone.driver().getTitle()).isEqualTo("Your turn! – Waiting room");
    phone.requireAccessible("inside");

    // when
    phone.type("#question", "How does the ferry know whose turn it is?");
    phone.click("#ask button");

    // then
    phone.awaitText("#answers .chip", "Being answered…");
    phone.awaitText("#answers .answer", "How does the");
    assertThat(phone.text("#answers .chip")).as("it streams").isEqualTo("Being answered…");
    phone.awaitText("#answers .chip", "Answered");
    assertThat(phone.text("#answers .answer"))
        .isEqualTo("How does the ferry know whose turn it is?");

    // when
    phone.click("#leave");
    phone.requireAccessible("asked whether to leave");
    phone.click("#leave-yes");

    // then
    phone.awaitText("#said-head", "You have left");
    assertThat(phone.text("#again")).isEqualTo("Line up again");
    phone.requireAccessible("gone");
  }

  @Test
  void closingAndOpeningThePageKeepsThePlaceAndOneWhoLeftGetsAnother() {
    // given
    String room = room("kept", "{\"capacity\":0}");
    Browser desktop = browsers.desktop("en").open(page(room));
    desktop.awaitText("#ticket", "Ticket 1");

    // when
    desktop.open("about:blank").open(page(room));

    // then
    desktop.awaitText("#ticket", "Ticket 1");

    // when
    desktop.click("#leave");
    desktop.click("#leave-yes");
    desktop.click("#again");

    // then
    desktop.awaitText("#ticket", "Ticket 2");
  }

  @Test
  void aKeyboardIsEnough() {
    // given
    String room = room("keyboard", "{\"capacity\":0}");
    Browser desktop = browsers.desktop("en").open(page(room));
    desktop.awaitText("#ahead", "You are next");

    // when
    desktop.press(Keys.TAB);
    String first = focused(desktop);
    desktop.press(Keys.SPACE);
    desktop.awaitText("#notify[aria-pressed=true]", "sound");
    desktop.press(Keys.TAB);
    desktop.press(Keys.TAB);
    String last = focused(desktop);
    desktop.press(Keys.ENTER);
    desktop.awaitShown("#leave-dialog");
    desktop.press(Keys.ESCAPE);

    // then
    assertThat(List.of(first, last)).containsExactly("notify", "leave");
    await().atMost(PATIENCE).until(() -> !desktop.isShown("#leave-dialog"));
    assertThat(focused(desktop)).isEqualTo("leave");

    // when
    desktop.press(Keys.ENTER);
    desktop.awaitShown("#leave-yes");
    desktop.press(Keys.TAB);
    desktop.press(Keys.ENTER);

    // then
    desktop.awaitText("#said-head", "You have left");
  }

  private static String focused(Browser browser) {
    return String.valueOf(browser.run("return document.activeElement.id"));
  }

  @Test
  void aHiddenTabIsThereAndIsCalled() {
    // given
    String room = room("hidden", "{\"capacity\":1,\"abandon-timeout\":\"4s\"}");
    Visitor before = somebody(room);
    Visitor silent = somebody(room);
    Browser desktop = browsers.desktop("en").open(page(room));
    desktop.awaitText("#ahead", "1 person is ahead of you");
    String tab = desktop.driver().getWindowHandle();
    desktop.run(
        "window.hiddenTimes = 0; document.addEventListener('visibilitychange',"
            + " () => { if (document.hidden) window.hiddenTimes++; });");

    // when
    desktop.driver().switchTo().newWindow(WindowType.TAB);
    await("the one without a page is given up")
        .atMost(PATIENCE)
        .until(() -> operator().get("rooms/" + room).path("waiting").asInt() == 1);
    before.leave();
    await("the one with a hidden page is let in")
        .atMost(PATIENCE)
        .until(() -> operator().get("rooms/" + room).path("active").asInt() == 1);
    desktop.driver().switchTo().window(tab);

    // then
    assertThat(desktop.run("return window.hiddenTimes")).isEqualTo(1L);
    desktop.awaitText("[data-state=inside] h2", "It is your turn");
    assertThat(silent.leave().path("endedReason").asString("")).isEqualTo("ABANDONED");
  }

  @Test
  void whoIsOfflineIsToldAndGoesOnWhereTheLineHasCome() {
    // given
    String room = room("offline", ONE_SEAT);
    Visitor before = somebody(room);
    Visitor next = somebody(room);
    Browser phone = browsers.phone("ko-KR,ko").open(page(room));
    phone.awaitText("#ahead", "앞에 1명이 있습니다");

    // when
    phone.offline(true);

    // then
    phone.awaitText("#banner", "인터넷 연결이 끊겼습니다");
    assertThat(phone.text("#connection-text")).isEqualTo("오프라인");
    phone.requireAccessible("offline");

    // when
    before.leave();
    phone.offline(false);

    // then
    phone.awaitText("#ahead", "다음 차례입니다");
    phone.awaitText("#connection-text", "최신 상태");
    assertThat(phone.isShown("#banner")).isFalse();
    assertThat(next.leave().path("state").asString("")).isEqualTo("ENDED");
    phone.awaitText("[data-state=inside] h2", "입장하실 차례입니다");
  }

  @Test
  void thePageGoesOnWhenNaruComesBack() {
    // given
    String room = room("restart", ONE_SEAT);
    Visitor before = somebody(room);
    Browser desktop = browsers.desktop("en").open(page(room));
    desktop.awaitText("#ticket", "Ticket 2");

    // when
    naru().stop();

    // then
    desktop.awaitText("#banner", "No connection at the moment");
    assertThat(desktop.text("#ticket")).isEqualTo("Ticket 2");

    // when
    naru().startAgain();

    // then
    desktop.awaitText("#connection-text", "Up to date");
    desktop.awaitText("#ticket", "Ticket 2");
    await().atMost(PATIENCE).until(() -> !desktop.isShown("#banner"));
    before.leave();
    desktop.awaitText("[data-state=inside] h2", "It is your turn");
  }

  @Test
  void theAdmittedGoWhereTheRoomLeads() {
    // given
    String room =
        room(
            "leading",
            """
            {"capacity":1,"page":{"title":"Tickets","color":"#a8324a","hand-over":"fragment",
             "target-url":"%s/page/icon.svg","languages":{"ko":{"title":"예매"}}}}
            """
                .formatted(naru().base()));
    Visitor before = somebody(room);
    Browser desktop = browsers.desktop("en").open(page(room));
    desktop.awaitText("#title", "Tickets");
    desktop.awaitText("#ahead", "You are next");

    // when
    before.leave();

    // then
    desktop.awaitText("[data-state=turn] h2", "It is your turn");
    desktop.requireAccessible("called");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(desktop.driver().getCurrentUrl())
                    .startsWith(naru().base() + "/page/icon.svg#naru_token=ey")
                    .contains("&naru_admission=ey"));
    // who comes back is not sent away again, but may go
    desktop.driver().navigate().back();
    desktop.awaitText("#enter", "Enter now");
    desktop.awaitText("#turn-text", "Your place is yours until");
  }

  @Test
  void withoutScriptsAFormJoinsAndThePageRenewsItself() {
    // given
    String room = room("plain", ONE_SEAT);
    Visitor before = somebody(room);
    Browser plain = browsers.withoutScripts("ko-KR,ko").open(page(room));

    // when
    await().atMost(PATIENCE).until(() -> plain.driver().getCurrentUrl().endsWith("/plain"));
    plain.requireAccessible("the plain page's form");
    plain.click("button[value=join]");

    // then
    plain.awaitText(".number", "1");
    assertThat(plain.text("main")).contains("다음 차례입니다");
    plain.requireAccessible("the plain page");

    // when
    before.leave();

    // then
    plain.awaitText("h2", "입장하실 차례입니다");
    plain.click("button[value=leave]");
    plain.awaitText("h2", "대기를 마쳤습니다");
  }

  @Test
  void everythingTogetherIsAtMost50KilobytesAndFromHere() {
    // given
    String room = room("light", "{\"capacity\":0}");
    Browser phone = browsers.phone("en").open(page(room));
    phone.awaitText("#connection-text", "Up to date");

    // when
    Object bytes =
        phone.runAsync(
            """
            await fetch('/page/qr.js');
            const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
              .filter(entry => !entry.name.includes('/v1/'));
            const elsewhere = files.filter(entry => !entry.name.startsWith(location.origin));
            return JSON.stringify([files.length, elsewhere.length, files.reduce((sum, one) => sum + one.transferSize, 0)]);
            """);

    // then
    String[] counted = String.valueOf(bytes).replaceAll("[\\[\\]]", "").split(",");
    assertThat(Integer.parseInt(counted[0])).as("files").isGreaterThan(10);
    assertThat(counted[1]).as("files of other hosts").isEqualTo("0");
    assertThat(Integer.parseInt(counted[2])).as("bytes over the wire").isBetween(10_000, 50_000);
  }

  @Test
  void eachStateIsAccessibleInLightAndDarkAndInTheRoomsColours() {
    // given
    Browser phone = browsers.phone("en");
    String[] rooms = {
      "default", room("pale", "{\"page\":{\"color\":\"#ffe9a8\",\"text\":\"Hello\"}}"),
    };
    for (String scheme : List.of("light", "dark")) {
      phone.cdp(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      for (String room : rooms) {
        phone.open(page(room) + "?preview=1");
        List<?> states =
            (List<?>)
                phone.runAsync(
                    "while (!document.querySelector('#preview select'))"
                        + " await new Promise(done => setTimeout(done, 50));"
                        + "return [...document.querySelectorAll('#preview option')].map(o => o.value)");
        for (Object state : states == null ? List.of() : states) {
          // when
          phone.run(
              "const choice = document.querySelector('#preview select');"
                  + "choice.value = arguments[0]; choice.onchange();",
              state);

          // then
          phone.requireAccessible(state + " (" + scheme + ", " + room + ")");
        }
      }
    }
  }
}
