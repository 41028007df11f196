package dev.naru.bench.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One more ingress on the servers of a running Naru, in a process of its own. */
final class IngressProcess implements AutoCloseable {
  /** What is left of 512 MB beside classes, code and buffers. */
  static final List<String> SMALL = List.of("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC");

  private static final long START_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Process process;
  private final int port;
  private final Path log;

  private IngressProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * @param module the ingress's folder, where the build has put its jar
   * @param data of the running Naru
   * @param name its own among all
   * @param flags of its JVM
   */
  static IngressProcess start(Path module, Path data, String name, List<String> flags)
      throws IOException, InterruptedException {
    int port = NaruProcess.freePort();
    Path log = data.resolveSibling(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(flags);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar"));
    command.add(unpacked(module, data.resolveSibling("ingress")).toString());
    command.addAll(settings(data, name, port));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new IngressProcess(process, port, log);
  }

  /** Waits until it is ready; several start in the time of one. */
  void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + START_NANOS;
    while (!isReady()) {
      if (process.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        process.destroy();
        throw new IOException("Expected an ingress to start, but: " + Files.readString(log));
      }
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static List<String> settings(Path data, String name, int port) throws IOException {
    String endpoints = Files.readString(data.resolve("endpoints.json"));
    String postgres = GateVisitor.field("postgres", endpoints);
    return List.of(
        "--server.address=127.0.0.1",
        "--server.port=" + port,
        "--spring.kafka.bootstrap-servers=" + GateVisitor.field("kafka", endpoints),
        "--spring.data.redis.url=" + GateVisitor.field("redis", endpoints),
        "--spring.datasource.url=" + postgres.replace("\\u0026", "&"),
        "--spring.datasource.username=" + parameter("user", postgres),
        "--spring.datasource.password=" + parameter("password", postgres),
        "--naru.ingress.key-folder=" + data.resolve("keys"),
        "--naru.ingress.instance=" + name);
  }

  private static String parameter(String name, String url) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url);
    return found.find() ? found.group(1) : "";
  }

  /** A packed jar would take twice the time to start. */
  private static Path unpacked(Path module, Path folder) throws IOException, InterruptedException {
    Path packed;
    try (Stream<Path> files = Files.list(module.resolve("target"))) {
      packed =
          files
              .filter(file -> file.toString().endsWith("-exec.jar"))
              .findFirst()
              .orElseThrow(() -> new IOException("Expected the build to have made " + module));
    }
    if (!Files.exists(folder)) {
      Process unpacking =
          new ProcessBuilder(
                  java(),
                  "-Djarmode=tools",
                  "-jar",
                  packed.toString(),
                  "extract",
                  "--destination",
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(unpacking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (unpacking.waitFor() != 0) {
        throw new IOException("Expected " + packed + " to be unpacked, but: " + said);
      }
    }
    return folder.resolve(packed.getFileName());
  }

  private boolean isReady() throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI readiness = uri().resolve("/actuator/health/readiness");
      return http.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Resident memory in MB, now. */
  long residentMegabytes() throws IOException {
    return megabytes("VmRSS");
  }

  /** The most resident memory in MB that it ever had. */
  long mostResidentMegabytes() throws IOException {
    return megabytes("VmHWM");
  }

  private long megabytes(String name) throws IOException {
    String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    Matcher line = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
    if (!line.find()) {
      throw new IOException("Expected " + name + " in " + status);
    }
    return Long.parseLong(line.group(1)) / 1_024;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
