package dev.naru.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.OutputType;

/** Takes the pictures of the documentation: {@code -Dnaru.screenshots=docs/screenshots}. */
@EnabledIfSystemProperty(named = "naru.screenshots", matches = ".+")
class ScreenshotsIT extends BrowserIT {
  private static final String DRESSED =
      """
      {"page":{"title":"Riverside Tickets","color":"#a8324a",
       "text":"Thank you for coming to the summer concerts. Everybody is let in by turn.",
       "target-url":"https://example.org/",
       "languages":{"ko":{"title":"한강 여름 음악회","text":"찾아 주셔서 고맙습니다. 순서대로 모십니다."}}}}
      """;

  @Test
  void theWaitingPage() throws IOException {
    String room = room("concert", DRESSED);
    Browser phone = browsers.phone("en");
    take(phone, "default", "waiting", "light", "waiting-phone");
    take(phone, room, "turn", "light", "turn-phone");
    Browser korean = browsers.phone("ko-KR,ko");
    take(korean, room, "waiting", "light", "waiting-phone-ko");
    Browser desktop = browsers.desktop("en");
    take(desktop, room, "waiting", "light", "waiting-desktop");
    take(korean, "default", "waiting", "dark", "waiting-dark-ko");
  }

  @Test
  void asking() throws IOException {
    Browser korean = browsers.phone("ko-KR,ko");
    scheme(korean, "dark");
    korean.open(page(room("asked", "{\"capacity\":20}")));
    korean.type("#question", "나루터에서는 누가 먼저 배를 타나요?");
    korean.click("#ask button");
    korean.awaitText("#answers .chip", "답변 완료");
    save(korean, "inside-dark-ko");
  }

  private static void scheme(Browser browser, String scheme) {
    browser.cdp(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  private static void take(Browser browser, String room, String state, String scheme, String name)
      throws IOException {
    scheme(browser, scheme);
    browser.open(page(room) + "?preview=1&state=" + state);
    browser.awaitShown("#preview");
    browser.run("document.querySelector('#preview').remove()");
    save(browser, name);
  }

  private static void save(Browser browser, String name) throws IOException {
    Path folder = Path.of("../..", Objects.requireNonNull(System.getProperty("naru.screenshots")));
    byte[] picture = browser.driver().getScreenshotAs(OutputType.BYTES);
    Files.write(Files.createDirectories(folder).resolve(name + ".png"), picture);
  }
}
