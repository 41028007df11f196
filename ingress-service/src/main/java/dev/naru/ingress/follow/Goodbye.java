package dev.naru.ingress.follow;

import dev.naru.ingress.view.Stamps;
import org.springframework.context.SmartLifecycle;

/** Lets long polls and waits go before the web server waits for its requests to end. */
final class Goodbye implements SmartLifecycle {
  private final Signals signals;
  private final Stamps stamps;
  private volatile boolean running;

  Goodbye(Signals signals, Stamps stamps) {
    this.signals = signals;
    this.stamps = stamps;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    signals.close();
    stamps.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The last to start is the first to stop: before the web server's graceful end. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
