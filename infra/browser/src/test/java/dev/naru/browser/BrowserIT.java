package dev.naru.browser;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests in a browser share: one Naru for all of them, and browsers closed after each. */
@ExtendWith(SharedNaru.class)
abstract class BrowserIT {
  @RegisterExtension final Browsers browsers = new Browsers();

  static NaruProcess naru() {
    return SharedNaru.running();
  }

  static Operator operator() {
    return new Operator(naru().base(), NaruProcess.OPERATOR);
  }
}
