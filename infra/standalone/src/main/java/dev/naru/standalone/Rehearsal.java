package dev.naru.standalone;

import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.Servers.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.FileSystemUtils;

/**
 * Warms this JVM up: the same services once more, on a scratch Kafka and Redis and in a scratch
 * schema, used by a crowd for a moment and thrown away. The first real crowd meets compiled code,
 * and nothing of this is in anybody's log, view, history or metrics.
 */
final class Rehearsal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final Duration END = Duration.ofSeconds(15);

  private final Path folder;
  private final BackgroundServers realServers;
  private final BackgroundServers servers;
  private volatile @Nullable ConfigurableApplicationContext services;
  private volatile @Nullable ScratchSchema schema;
  private volatile @Nullable Thread ending;
  private volatile @Nullable Exception failure;

  Rehearsal(Path folder, BackgroundServers realServers) {
    this.folder = folder;
    this.realServers = realServers;
    this.servers =
        new BackgroundServers(
            new EmbeddedServers(folder, EnumSet.of(Kind.KAFKA, Kind.REDIS), Map.of()));
  }

  /**
   * Rehearses so long (0 is not at all), without a word in the log; a failure costs the first users
   * some speed only.
   */
  void run(Duration length) {
    if (length.isZero()) {
      endLeftovers();
      return;
    }
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    try {
      servers.start();
      int port = HttpPort.require(0);
      var settings = settings(port, ScratchSchema.make(realServers.connections()));
      var unused = Services.start(environment(), servers, settings, Map.of(), this::begun);
      new Crowd(port).comeFor(length);
    } catch (RuntimeException | SQLException e) {
      failure = e;
    } finally {
      System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
      ending = Thread.ofPlatform().name("naru-rehearsal-end").start(this::close);
    }
  }

  /** A folder that is still there is of a process that was killed: its servers may live. */
  private void endLeftovers() {
    if (Files.exists(folder)) {
      servers.start();
      var unused = servers.connections();
      close();
    }
  }

  private void begun(ConfigurableApplicationContext context) {
    services = context;
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
    endServices();
    servers.close();
    if (!servers.isStarted()) {
      return; // what is in the folder is not ours
    }
    try {
      if (schema != null) {
        schema.drop();
      }
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException | SQLException e) {
      LOG.warn("The warm-up left something behind; the next start overwrites it", e);
    }
  }

  private void endServices() {
    var context = services;
    if (context != null) {
      context.close();
    }
  }

  /** Of the defaults alone: what the user set is for the real thing. */
  private static StandardEnvironment environment() {
    var environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemEnvironment");
    environment.getPropertySources().remove("systemProperties");
    return environment;
  }

  private Map<String, Object> settings(int port, ScratchSchema made) {
    schema = made;
    var settings = new HashMap<String, Object>(made.settings());
    settings.put("server.port", port);
    settings.put("naru.ingress.key-folder", folder.resolve("keys").toString());
    settings.put("management.metrics.use-global-registry", false);
    return settings;
  }
}
