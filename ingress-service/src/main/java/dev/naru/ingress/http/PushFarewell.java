package dev.naru.ingress.http;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the last words of pushes and sockets go out, after they were let go and before the web
 * server ends: it waits for requests, but not for sockets.
 */
final class PushFarewell implements SmartLifecycle {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(PushFarewell.class);

  private final Pushes pushes;
  private volatile boolean running;

  PushFarewell(Pushes pushes) {
    this.pushes = pushes;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    try {
      if (!pushes.awaitNone(PATIENCE)) {
        log.info("Some clients did not take the word that this instance ends; they are cut off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Right behind what lets everybody go. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }
}
