package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/** Takes the console's pictures of the documentation: {@code -Dnaru.screenshots=docs/screenshots}. */
@EnabledIfSystemProperty(named = "naru.screenshots", matches = ".+")
class ConsoleScreenshotsIT extends BrowserIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A crowd of which some ask, some leave, and some fail. */
  private static final String CROWD =
      """
      const names = ['minji.kim', 'jun.park', 'seoyeon', 'taeyang.lee', '하은', '도윤', 'kiosk-7', 'suho', 'yuna',
          'dmitri', 'fatima.z', 'lucas', 'chloe', 'noah', 'mateo', 'ines', 'amara', 'kenji', 'lena', 'omar'];
      const post = async (path, body, token) => (await fetch(path, {method: 'POST', body: JSON.stringify(body),
          headers: {'Content-Type': 'application/json', Prefer: 'wait=5', Authorization: `Bearer ${token}`}})).json();
      const ask = (one, payload) =>
          post(`/v1/sessions/${one.sessionId}/queries`, {payload, timeoutMillis: 600000}, one.token);
      const all = [];
      for (let i = 0; i < 44; i++)
        all.push(await post('/v1/rooms/default/sessions', {userKey: names[i] ?? `u-${1000 + 37 * i}`}));
      await Promise.all(all.slice(0, 12).map((one, i) => ask(one, {delayMillis: 40 * i, fail: i === 3})));
      for (const one of all.slice(0, 4))
        await fetch(`/v1/sessions/${one.sessionId}`,
            {method: 'DELETE', headers: {Prefer: 'wait=5', Authorization: `Bearer ${one.token}`}});
      await Promise.all(all.slice(4, 20).filter((one, i) => i % 3).map((one, i) => ask(one, {delayMillis: 600000})));
      return all.length;""";

  @Test
  void theConsole() throws IOException {
    Browser browser = browsers.desktop("en").open(naru().base() + "/console");
    assertThat(browser.runAsync(CROWD)).isEqualTo(44L);
    browser.open(naru().base() + "/console#/room/default/now");
    browser.awaitShown("#token");
    browser.type("#token", NaruProcess.OPERATOR, Keys.ENTER);
    browser.awaitShown(".tile.asks");
    awaitCharts(browser, 3);
    size(browser, 1280, 1100);
    save(browser, "console-room");
    size(browser, 820, 1180);
    save(browser, "console-tablet");
    size(browser, 1280, 1000);

    browser.open(naru().base() + "/console#/room/default/settings");
    browser.type("[name=capacity]", Keys.chord(Keys.CONTROL, "a"), "30");
    browser.type("[name='admissionRate.count']", "50");
    browser.type("[name='admissionRate.per']", "10s", Keys.ENTER);
    browser.awaitShown("dialog ins");
    save(browser, "console-diff");

    browser.driver().navigate().refresh();
    browser.awaitShown("nav a[aria-current]");
    browser.open(naru().base() + "/console#/all/replays");
    browser.type("[name=capacity]", "30");
    browser.click("#replay");
    awaitCharts(browser, 4);
    browser.run("document.querySelector('.plot').scrollIntoView({block: 'end'})");
    save(browser, "console-what-if");

    Browser korean = browsers.desktop("ko-KR,ko").open(naru().base() + "/console#/room/default/now");
    korean.type("#token", NaruProcess.OPERATOR, Keys.ENTER);
    korean.awaitShown(".tile.asks");
    korean.run(
        "const theme = document.querySelectorAll('.tools select')[1]; theme.value = 'dark';"
            + " theme.dispatchEvent(new Event('change'));");
    awaitCharts(korean, 3);
    size(korean, 1280, 1100);
    save(korean, "console-room-dark-ko");
  }

  private static void size(Browser browser, int width, int height) {
    browser.cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  private static void awaitCharts(Browser browser, int count) {
    await("charts")
        .atMost(PATIENCE)
        .until(() -> browser.driver().findElements(By.cssSelector(".plot canvas")).size() >= count);
  }

  private static void save(Browser browser, String name) throws IOException {
    Path folder = Path.of("../..", Objects.requireNonNull(System.getProperty("naru.screenshots")));
    byte[] picture = browser.driver().getScreenshotAs(OutputType.BYTES);
    Files.write(Files.createDirectories(folder).resolve(name + ".png"), picture);
  }
}
