package dev.naru.chaos;

import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.KafkaDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Kafka in a process of its own, so that it can be killed and frozen; it keeps its port. */
final class KafkaProcess implements AutoCloseable {
  private static final String READY = "READY ";

  private final Path folder;
  private final KafkaDoor door;
  private int port;
  private Process process;

  private KafkaProcess(Path folder, KafkaDoor door) {
    this.folder = folder;
    this.door = door;
    this.process = launch();
  }

  /**
   * @param door where the link to it comes in
   */
  static KafkaProcess start(Path folder, KafkaDoor door) {
    return new KafkaProcess(folder, door);
  }

  /** The process itself: arguments are the folder, the port (0 for any), and those of the door. */
  public static void main(String[] args) throws InterruptedException {
    System.setProperty("logback.configurationFile", "dev/naru/chaos/logback.xml");
    KafkaDoor door = new KafkaDoor(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    EmbeddedServers servers =
        EmbeddedServers.kafka(Path.of(args[0]), Integer.parseInt(args[1]), door);
    Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
    System.out.println(READY + servers.start().kafka());
    Thread.currentThread().join();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  long pid() {
    return process.pid();
  }

  /** On its port, with its data; does nothing if it runs. */
  synchronized void startAgain() {
    if (!process.isAlive()) {
      process = launch();
    }
  }

  private Process launch() {
    try {
      Process launched =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx768m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  KafkaProcess.class.getName(),
                  folder.toString(),
                  Integer.toString(port),
                  Integer.toString(door.port()),
                  Integer.toString(door.advertisedPort()))
              .redirectError(folder.resolveSibling("kafka.log").toFile())
              .start();
      var out = launched.inputReader(StandardCharsets.UTF_8);
      String said = out.readLine();
      while (said != null && !said.startsWith(READY)) {
        said = out.readLine();
      }
      if (said == null) {
        throw new IllegalStateException(
            "Expected Kafka to start, but see kafka.log beside " + folder);
      }
      port = Integer.parseInt(said.substring(said.lastIndexOf(':') + 1));
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      kill();
    }
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
