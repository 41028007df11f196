package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Two devices of one person. */
class TransferIT extends BrowserIT {

  private static String code(Browser browser) {
    browser.click("#move");
    browser.awaitText("#code-until", "Good until");
    return browser.text("#code");
  }

  @Test
  void aPlaceMovesToThePhoneThatScansTheCode() {
    // given
    String room = room("moving", "{\"capacity\":1}");
    Visitor before = somebody(room);
    Browser desktop = browsers.desktop("en").open(page(room));
    Browser phone = browsers.phone("en");
    desktop.awaitText("#ticket", "Ticket 2");
    code(desktop);
    desktop.awaitShown("#qr");
    desktop.requireAccessible("moving");
    Object picture = desktop.run("return document.getElementById('qr').toDataURL()");

    // when
    phone.open(QrCodes.read(String.valueOf(picture)));

    // then
    phone.awaitText("#ticket", "Ticket 2");
    phone.awaitText("#ahead", "You are next");
    assertThat(phone.driver().getCurrentUrl()).isEqualTo(page(room));
    desktop.awaitText("#said-head", "Your place is on another device");
    desktop.requireAccessible("moved");

    // when
    before.leave();

    // then
    phone.awaitText("[data-state=inside] h2", "It is your turn");
  }

  @Test
  void aPlaceMovesToWhoTypesTheCodeAndAWrongOneIsSaidToBeWrong() {
    // given
    String room = room("typing", "{\"capacity\":0}");
    Browser desktop = browsers.desktop("en").open(page(room));
    desktop.awaitText("#ticket", "Ticket 1");
    Browser phone = browsers.phone("en").open(page(room));
    phone.awaitText("#ticket", "Ticket 2");
    phone.click("#leave");
    phone.click("#leave-yes");

    // when
    phone.type("#code-in", "ABCD-EFGH");
    phone.click("#have-code button");

    // then
    phone.awaitText("#code-wrong", "This code is not good");

    // when
    phone.driver().findElement(By.cssSelector("#code-in")).clear();
    phone.type("#code-in", code(desktop));
    phone.click("#have-code button");

    // then
    phone.awaitText("#ticket", "Ticket 1");
    desktop.awaitText("#said-head", "Your place is on another device");
  }
}
