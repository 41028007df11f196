package dev.naru.ingress.socket;

import java.io.IOException;
import java.time.Duration;

/** The other side takes too long to read what was sent. */
public final class SlowPeerException extends IOException {
  private static final long serialVersionUID = 1;

  SlowPeerException(Duration patience) {
    super("Expected a frame to be taken within " + patience + ", but it was not");
  }
}
