package dev.naru.standalone;

import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The servers, started while Spring loads its classes; who needs them waits for them. */
final class BackgroundServers implements AutoCloseable {
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final Servers servers;
  private final FutureTask<Connections> start;
  private volatile boolean started;

  BackgroundServers(Servers servers) {
    this.servers = servers;
    this.start = new FutureTask<>(servers::start);
  }

  void start() {
    started = true;
    Thread.ofPlatform().name("naru-servers").start(start);
  }

  /** A folder that another Naru works in shows at once: throws then, and does not wait for more. */
  void requireFolder() {
    try {
      start.get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // it goes well so far
    } catch (ExecutionException | InterruptedException e) {
      var unused = connections();
    }
  }

  /** Waits for the start; throws what it threw. */
  Connections connections() {
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("The servers cannot be started", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the servers start", e);
    }
  }

  /** Whether they were ever to be started. */
  boolean isStarted() {
    return started;
  }

  /** Waits for a start that is under way; may be called twice. */
  @Override
  public void close() {
    servers.close();
  }
}
