package dev.naru.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Naru of its own: {@code ./naru up} with a new data folder, a free port and {@code naru.yml} of
 * the test resources. It can be stopped and started again on the same data and port.
 */
final class NaruProcess implements AutoCloseable {
  /** The operator's bearer token. */
  static final String OPERATOR = "operator-of-the-browser-tests";

  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration END = Duration.ofSeconds(60);

  private final Path folder;
  private final Path log;
  private final int port;
  private Process process;

  private NaruProcess(Path folder, Path log, int port) throws IOException {
    this.folder = folder;
    this.log = log;
    this.port = port;
    this.process = launch();
  }

  static NaruProcess start() {
    try {
      Path log = Files.createDirectories(Path.of("target")).resolve("naru.log").toAbsolutePath();
      Files.deleteIfExists(log);
      Path folder = Files.createTempDirectory("naru-browser-");
      NaruProcess naru = new NaruProcess(folder, log, freePort());
      Runtime.getRuntime().addShutdownHook(new Thread(naru::end, "end-naru"));
      naru.awaitReady();
      return naru;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The launcher becomes the JVM, so its process is Naru's. */
  private Process launch() throws IOException {
    String launcher = Path.of("../../naru").toRealPath().toString();
    String settings = Path.of("src/test/resources/naru.yml").toRealPath().toString();
    String data = folder.resolve("data").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            launcher, "up", "--port", "" + port, "--data", data, "--config", settings);
    builder.environment().put("NARU_OPERATOR_TOKEN", OPERATOR);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** The address, without a slash at its end. */
  String base() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends it as Ctrl-C does; the data stay. */
  synchronized void stop() {
    process.destroy();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again where it stopped; returns when it is ready. */
  synchronized void startAgain() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady();
  }

  private void awaitReady() {
    Path ready = folder.resolve("data/endpoints.json");
    try {
      for (long end = System.nanoTime() + START.toNanos(); !Files.exists(ready); ) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          stop();
          throw new AssertionError("Expected Naru to become ready, but it did not: see " + log);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** For a test run that is itself ended: nothing of it is left behind. */
  private void end() {
    try {
      close();
    } catch (IOException e) {
      System.err.println("Could not remove " + folder + ": " + e);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
