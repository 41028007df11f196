package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

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
  void theAdmittedGoBackToWhereAProxySentThemFromWithACookie() {
    // given
    String room = room("proxied", "{\"capacity\":5}");
    Browser desktop = browsers.desktop("en");

    // when
    desktop.open(page(room) + "?return=%2Fpage%2Ficon.svg%3Fx");

    // then
    await()
        .atMost(PATIENCE)
        .until(() -> desktop.driver().getCurrentUrl().equals(naru().base() + "/page/icon.svg?x"));
    assertThat(desktop.driver().manage().getCookieNamed("naru_token").isHttpOnly()).isTrue();
    desktop.open(naru().base() + "/naru.d.ts");
    assertThat(desktop.runAsync("return (await fetch('/v1/verify?room=' + args[0])).status", room))
        .isEqualTo(204L);

    // when
    desktop.open(page(room) + "?return=%2F%2Felsewhere.example%2F");

    // then
    desktop.awaitText("[data-state=inside] h2", "It is your turn");
  }

  @Test
  void aVisitorWithoutANameIsKnownByACookie() {
    // given
    String room = room("nameless", "{\"capacity\":0,\"identity\":\"anonymous\"}");
    Browser desktop = browsers.desktop("en").open(page(room));
    desktop.awaitText("#ticket", "Ticket 1");

    // when
    desktop.run("localStorage.clear()");
    desktop.open(page(room));

    // then
    desktop.awaitText("#ticket", "Ticket 1");
  }
}
