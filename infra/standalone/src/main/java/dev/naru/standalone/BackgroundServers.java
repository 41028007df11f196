package dev.naru.standalone;

import dev.naru.embedded.Connections;
import dev.naru.embedded.Servers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The servers, started while Spring loads its classes; who needs them waits for them. */
final class BackgroundServers implements AutoCloseable {
  private final Servers servers;
  private final FutureTask<Connections> start;

  BackgroundServers(Servers servers) {
    this.servers = servers;
    this.start = new FutureTask<>(servers::start);
  }

  void start() {
    Thread.ofPlatform().name("naru-servers").start(start);
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

  /** Waits for a start that is under way; may be called twice. */
  @Override
  public void close() {
    servers.close();
  }
}
