package dev.naru.standalone;

import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.Servers.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.FileSystemUtils;

/**
 * Warms this JVM up: the same services once more, on a scratch Kafka and Redis, used by a crowd for
 * a moment and thrown away. The first real crowd meets compiled code, and nothing of this is in
 * anybody's log, view, history or metrics.
 */
final class Rehearsal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final Duration END = Duration.ofSeconds(15);

  private final Path folder;
  private final BackgroundServers servers;
  private volatile @Nullable ConfigurableApplicationContext services;
  private volatile @Nullable Thread ending;
  private volatile @Nullable RuntimeException failure;

  Rehearsal(Path folder) {
    this.folder = folder;
    this.servers =
        new BackgroundServers(
            new EmbeddedServers(folder, EnumSet.of(Kind.KAFKA, Kind.REDIS), Map.of()));
  }

  /** Rehearses so long (0 is not at all); a failure costs the first users some speed only. */
  void run(Duration length) {
    if (length.isZero()) {
      return;
    }
    try {
      servers.start();
      int port = HttpPort.require(0);
      var unused =
          Services.start(environment(), servers, settings(port), Map.of(), it -> services = it);
      new Crowd("http://127.0.0.1:" + port).comeFor(length);
    } catch (RuntimeException e) {
      failure = e; // said later: nothing is logged at the moment
    } finally {
      ending = Thread.ofPlatform().name("naru-rehearsal-end").start(this::close);
    }
  }

  /** Waits until all traces of it are gone. */
  void awaitEnd() {
    Thread thread = ending;
    try {
      if (thread != null && !thread.join(END)) {
        LOG.warn("The warm-up does not end: the first requests are slower");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      LOG.warn("The warm-up failed: the first requests are slower", failure);
    }
  }

  @Override
  public synchronized void close() {
    var context = services;
    if (context != null) {
      context.close();
    }
    servers.close();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: it is not needed any more", folder, e);
    }
  }

  /** Of the defaults alone: what the user set is for the real thing. */
  private static StandardEnvironment environment() {
    var environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemEnvironment");
    environment.getPropertySources().remove("systemProperties");
    return environment;
  }

  private Map<String, Object> settings(int port) {
    return Map.of(
        "server.port", port,
        "naru.ingress.key-folder", folder.resolve("keys").toString(),
        "spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/none",
        "spring.datasource.username", "none",
        "spring.datasource.password", "none",
        "management.metrics.use-global-registry", false,
        "logging.threshold.console", "OFF");
  }
}
