package dev.naru.ingress.follow;

import dev.naru.ingress.view.Partitions;
import org.springframework.context.SmartLifecycle;

/** Lets long polls and waits go before the web server waits for its requests to end. */
final class Goodbye implements SmartLifecycle {
  private final Signals signals;
  private final Partitions partitions;
  private volatile boolean running;

  Goodbye(Signals signals, Partitions partitions) {
    this.signals = signals;
    this.partitions = partitions;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    signals.close();
    partitions.all().forEach(partition -> partition.stamps().close());
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
