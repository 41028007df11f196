package dev.naru.browser;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The browsers that a test opens, each a person with an own profile; closed after the test. */
final class Browsers implements AfterEachCallback {
  /** Kept, so that its level is. It warns of a Chromium newer than itself, which does no harm. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    SELENIUM.setLevel(Level.SEVERE);
  }

  private final List<ChromeDriver> open = new ArrayList<>();

  /** A phone (390 × 844) whose owner prefers these languages, such as {@code ko-KR,ko}. */
  Browser phone(String languages) {
    Browser browser = open(languages, 390, 844);
    browser.cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    return browser;
  }

  /** A desktop (1280 × 800). */
  Browser desktop(String languages) {
    return open(languages, 1280, 800);
  }

  /** A desktop that runs no scripts. */
  Browser withoutScripts(String languages) {
    Browser browser = open(languages, 1280, 800);
    browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    return browser;
  }

  private Browser open(String languages, int width, int height) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium", "/usr/bin/chromium"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--window-size=%d,%d".formatted(width, height));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", languages));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromium-driver", "/usr/bin/chromedriver"))
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    open.add(driver);
    return new Browser(driver);
  }

  private static File program(String debianPackage, String path) {
    return Optional.of(new File(path))
        .filter(File::canExecute)
        .orElseThrow(
            () ->
                new AssertionError(
                    "Expected %s, but it is not there: apt-get install chromium chromium-driver (missing: %s)"
                        .formatted(path, debianPackage)));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      open.forEach(Browsers::describe);
    }
    open.forEach(ChromeDriver::quit);
    open.clear();
  }

  /** What somebody who looks for the reason of a failure wants to see. */
  private static void describe(ChromeDriver driver) {
    System.err.printf("The browser is at %s%n", driver.getCurrentUrl());
    System.err.println(driver.findElement(By.tagName("body")).getText());
    driver.manage().logs().get(LogType.BROWSER).forEach(System.err::println);
  }
}
