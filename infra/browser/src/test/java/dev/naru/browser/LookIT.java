package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the waiting page weighs, and how it looks in each state. */
class LookIT extends BrowserIT {
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
    Map<String, String> rooms =
        Map.of(
            "light",
            room("pale", "{\"page\":{\"color\":\"#ffe9a8\",\"text\":\"Hello\"}}"),
            "dark",
            "default");
    for (String scheme : List.of("light", "dark")) {
      String room = rooms.get(scheme);
      phone.cdp(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      phone.open(page(room) + "?preview=1");
      List<?> states =
          (List<?>)
              phone.runAsync(
                  "while (!document.querySelector('#preview select'))"
                      + " await new Promise(done => setTimeout(done, 50));"
                      + "return [...document.querySelectorAll('#preview option')].map(o => o.value)");
      assertThat(states).hasSizeGreaterThan(10);
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
