package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * One person's browser. Elements are named by CSS selectors.
 *
 * @param driver for all that is not said here
 */
record Browser(ChromeDriver driver) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  Browser open(String url) {
    driver.get(url);
    return this;
  }

  /** Waits until the element is shown with this text in it. */
  void awaitText(String selector, String text) {
    await("'" + text + "' in " + selector)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(text(selector)).contains(text));
  }

  void awaitShown(String selector) {
    await(selector + " shown").atMost(PATIENCE).until(() -> isShown(selector));
  }

  boolean isShown(String selector) {
    try {
      return driver.findElements(By.cssSelector(selector)).stream()
          .anyMatch(WebElement::isDisplayed);
    } catch (StaleElementReferenceException e) {
      return false;
    }
  }

  /** What can be read in all elements that match, empty if there is none. */
  String text(String selector) {
    try {
      return String.join(
          "\n",
          driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList());
    } catch (StaleElementReferenceException e) {
      return "";
    }
  }

  void click(String selector) {
    awaitShown(selector);
    click(driver.findElement(By.cssSelector(selector)));
  }

  /** Clicks it in the middle of the window, not where a header may stand before it. */
  void click(WebElement element) {
    var unused = run("arguments[0].scrollIntoView({block: 'center'})", element);
    element.click();
  }

  void type(String selector, CharSequence... keys) {
    awaitShown(selector);
    driver.findElement(By.cssSelector(selector)).sendKeys(keys);
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** The value of a script with {@code return}. */
  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The value that a script's promise gives; the script is the body of an async function. */
  @Nullable Object runAsync(String script, Object... arguments) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1];"
            + "(async (...args) => {"
            + script
            + "})(...[...arguments].slice(0, -1)).then(done, e => done('failed: ' + e));",
        arguments);
  }

  /** A command of the Chrome DevTools Protocol. */
  Map<String, Object> cdp(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  void offline(boolean offline) {
    cdp("Network.enable", Map.of());
    cdp(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Looks with axe-core; what is serious or critical fails, with what and where. */
  void requireAccessible(String state) {
    List<Rule> serious =
        new AxeBuilder()
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze(driver)
                .getViolations()
                .stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .toList();
    assertThat(serious)
        .as("accessibility when " + state)
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
        .isEmpty();
  }
}
