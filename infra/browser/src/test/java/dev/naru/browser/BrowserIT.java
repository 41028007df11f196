package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests in a browser share: one Naru for all of them, and browsers closed after each. */
@ExtendWith(SharedNaru.class)
abstract class BrowserIT {
  @RegisterExtension final Browsers browsers = new Browsers();

  static NaruProcess naru() {
    return SharedNaru.running();
  }

  /** Makes a room, or sets it again: JSON of its settings. */
  static String room(String name, String settings) {
    Operator.Answer made = operator().send("PUT", "rooms/" + name, settings);
    assertThat(made.status()).as(made.response().body()).isEqualTo(200);
    return name;
  }

  static Visitor somebody(String room) {
    return Visitor.join(naru().base(), room, "somebody-" + UUID.randomUUID());
  }

  static String page(String room) {
    return naru().base() + "/r/" + room;
  }

  static Operator operator() {
    return new Operator(naru().base(), NaruProcess.OPERATOR);
  }
}
