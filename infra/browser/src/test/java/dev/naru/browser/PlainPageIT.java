package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The waiting page where there are no scripts. */
class PlainPageIT extends BrowserIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ONE_SEAT = "{\"capacity\":1}";

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
    // when
    before.leave();

    // then
    plain.awaitText("h2", "입장하실 차례입니다");
    plain.requireAccessible("the plain page");
    plain.click("button[value=leave]");
    plain.awaitText("h2", "대기를 마쳤습니다");
  }
}
