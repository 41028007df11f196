package dev.naru.ingress.http;

import java.io.IOException;
import java.time.Duration;

/** A client that did not read what was pushed to it. */
final class SlowReaderException extends IOException {
  private static final long serialVersionUID = 1L;

  SlowReaderException(Duration patience) {
    super("Expected the client to read within " + patience + ", but it did not");
  }
}
