package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

/** Whoever is not quite there: hidden, offline, or while Naru is away. */
class AwayIT extends BrowserIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ONE_SEAT = "{\"capacity\":1}";

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
}
