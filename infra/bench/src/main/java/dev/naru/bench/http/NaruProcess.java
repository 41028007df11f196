package dev.naru.bench.http;

import dev.naru.embedded.EmbeddedServers;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Naru of its own in a process of its own, as the launcher starts it, with an endless line and
 * {@link NoLogConfiguration} added.
 */
final class NaruProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration BEHIND = Duration.ofMinutes(2);
  private static final Pattern COUNT = Pattern.compile("\"lastTicket\":(\\d+)");
  private static final String SETTINGS =
      """
      naru.rooms.default:
        max-waiting: 10000000
        abandon-timeout: 24h
        session-ttl: 24h
        idle-timeout: 24h
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path folder;
  private final int port;
  private final Duration start;

  private NaruProcess(Process process, Path folder, int port, Duration start) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.start = start;
  }

  /**
   * @param target where the build has put {@code naru.jar} and its libraries
   * @param log where its output goes
   */
  static NaruProcess start(Path target, Path log) throws IOException, InterruptedException {
    return start(target, log, SETTINGS);
  }

  /**
   * @param yaml its settings
   */
  static NaruProcess start(Path target, Path log, String yaml)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("naru-bench-");
    Path settings = Files.writeString(folder.resolve("naru.yml"), yaml);
    int port = freePort();
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(command(target, folder, settings, port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Path ready = folder.resolve("data/endpoints.json");
    while (!Files.exists(ready)) {
      if (process.waitFor(5, TimeUnit.MILLISECONDS)
          || System.nanoTime() - before > START.toNanos()) {
        process.destroy();
        throw new IOException("Naru did not start, see " + log);
      }
    }
    return new NaruProcess(process, folder, port, Duration.ofNanos(System.nanoTime() - before));
  }

  /** As the launcher does it; what is appended to the class path does not void the AOT cache. */
  private static List<String> command(Path target, Path folder, Path settings, int port) {
    Path own =
        Path.of(NaruProcess.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms512m", "-Xmn400m", "-XX:+UseParallelGC", "--enable-native-access=ALL-UNNAMED"));
    Path cache = target.resolve("naru.aot");
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.add("-Dspring.main.sources=" + NoLogConfiguration.class.getName());
    command.addAll(List.of("-cp", target.resolve("naru.jar") + File.pathSeparator + own));
    command.add("dev.naru.standalone.StandaloneApplication");
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    command.addAll(List.of("--port", "" + port, "--config", settings.toString()));
    return command;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  Path data() {
    return folder.resolve("data");
  }

  /** How long it took until it was ready. */
  Duration start() {
    return start;
  }

  long cpuNanos() {
    return Cpu.of(process.toHandle());
  }

  /**
   * How many sessions have been decided so far, as the room shows it; asks again while the view is
   * behind.
   */
  long decided() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/rooms/default"))
            .build();
    for (long end = System.nanoTime() + BEHIND.toNanos(); ; Thread.sleep(50)) {
      HttpResponse<String> room = http.send(request, HttpResponse.BodyHandlers.ofString());
      Matcher count = COUNT.matcher(room.body());
      if (count.find()) {
        return Long.parseLong(count.group(1));
      }
      if (room.statusCode() != 503 || System.nanoTime() > end) {
        throw new IOException("Expected the room's figures, but found: " + room.body());
      }
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    if (!ended || process.exitValue() != 0) {
      // it could not end its servers: whoever takes the folder next does
      try (var leftovers = EmbeddedServers.in(folder.resolve("data"))) {
        var unused = leftovers.start();
      }
    }
    http.close();
    delete(folder);
  }

  static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
