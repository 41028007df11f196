package dev.naru.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Kafka in this process: one KRaft node that is broker and controller. It is talkative: programs
 * set the loggers {@code kafka}, {@code org.apache.kafka} and {@code state.change.logger} to WARN.
 */
final class EmbeddedKafka implements Server {

  private static final Duration STOP = Duration.ofSeconds(30);

  private final Path folder;
  private final Path settingsFile;
  private final int port;
  private final int controllerPort;
  private final @Nullable KafkaDoor door;
  private @Nullable KafkaRaftServer server;

  EmbeddedKafka(Path data, int port, @Nullable KafkaDoor door) {
    this.folder = data.toAbsolutePath().resolve("kafka");
    this.settingsFile = data.toAbsolutePath().resolve("kafka.properties");
    this.port = FreePorts.choose(port);
    this.controllerPort = FreePorts.choose(0);
    this.door = door;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public synchronized void start() {
    if (server != null) {
      return;
    }
    FreePorts.require("Kafka", port);
    FreePorts.require("Kafka's controller", controllerPort);
    var settings = KafkaSettings.embedded(folder, port, controllerPort, door);
    format(settings);
    KafkaRaftServer starting = null;
    try {
      starting = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
      starting.startup();
      server = starting;
    } catch (Exception e) { // Scala declares no checked exceptions, and throws them
      if (starting != null) {
        shutDown(starting);
      }
      throw new ServerException("Kafka cannot be started in %s: %s".formatted(folder, e), e);
    }
  }

  @Override
  public synchronized void stop() {
    if (server != null) {
      shutDown(server);
      server = null;
    }
  }

  /** Once in the folder's life: gives the cluster its id. */
  private void format(Properties settings) {
    try {
      Files.createDirectories(folder);
      try (var out = Files.newBufferedWriter(settingsFile)) {
        settings.store(out, "Written at every start");
      }
      if (Files.exists(folder.resolve("meta.properties"))) {
        return;
      }
    } catch (IOException e) {
      throw new ServerException("Kafka's folder %s cannot be made".formatted(folder), e);
    }
    var said = new ByteArrayOutputStream();
    String[] command = {
      "format", "--config", settingsFile.toString(), "--cluster-id", Uuid.randomUuid().toString()
    };
    if (StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
      throw new ServerException(
          "Kafka's folder %s cannot be formatted: %s"
              .formatted(folder, said.toString(StandardCharsets.UTF_8)));
    }
  }

  private static void shutDown(KafkaRaftServer server) {
    var shutdown = new Thread(server::shutdown, "kafka-shutdown");
    shutdown.start();
    try {
      if (!shutdown.join(STOP)) {
        throw new ServerException("Kafka did not stop within %d s".formatted(STOP.toSeconds()));
      }
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }
}
