package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstPageIT extends BrowserIT {
  @Test
  void aBrowserReadsARoom() {
    // given
    Browser browser = browsers.desktop("en");

    // when
    browser.open(naru().base() + "/v1/rooms/default");

    // then
    assertThat(browser.text("body")).contains("\"room\":\"default\"");
    assertThat(operator().get("rooms/default").path("room").asString("")).isEqualTo("default");
  }
}
