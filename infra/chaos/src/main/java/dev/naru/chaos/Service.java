package dev.naru.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service in a process of its own, started with {@code java -jar} as a user would. */
final class Service implements AutoCloseable {
  private static final int LAST_LINES = 5;
  private static final Duration START = Duration.ofSeconds(120);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String name;
  private final int port;
  private final Path log;
  private final Process process;

  private Service(String name, int port, Path log, Process process) {
    this.name = name;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /**
   * @param module whose jar the build has made
   * @param folder where it is started, with a {@code naru.yml}
   */
  static Service start(String module, Path folder, Map<String, String> environment) {
    try {
      int port = freePort();
      Path log = Files.createTempFile(folder, module + "-", ".log");
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      List<String> command = new ArrayList<>();
      command.add(java);
      command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
      command.addAll(List.of("-jar", ServiceJars.unpacked(java, module, folder).toString()));
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("SERVER_PORT", Integer.toString(port));
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new Service(module, port, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  boolean isReady() {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url() + "/actuator/health/readiness"))
              .timeout(Duration.ofSeconds(3))
              .build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void awaitReady() throws InterruptedException {
    if (!isReadyWithin(START)) {
      throw new IllegalStateException(name + " did not become ready:\n" + output());
    }
  }

  /** Waits until it is ready, has ended, or the time is up. */
  boolean isReadyWithin(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!isReady()) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        return false;
      }
    }
    return true;
  }

  /** The last lines of what it said. */
  String lastWords() {
    List<String> lines = output().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void freeze() {
    Signals.freeze(process.pid());
  }

  void thaw() {
    Signals.thaw(process.pid());
  }

  @Override
  public String toString() {
    return "%s (process %d, %s)".formatted(name, process.pid(), log);
  }

  /** {@code SIGTERM}, and what is left after 40 s is killed. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
