package dev.naru.bench.http;

import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.Servers.Kind;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The reference for joins, as {@code infra/bench/fastapi/app.py} describes it: two processes of
 * FastAPI and one Redis. Needs a Python that has its libraries: the variable PYTHON, or {@code
 * python3}.
 */
final class FastApiProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);
  private static final int PROCESSES = 2;

  private final EmbeddedServers redis;
  private final Path folder;
  private final Process process;
  private final int port;

  private FastApiProcess(EmbeddedServers redis, Path folder, Process process, int port) {
    this.redis = redis;
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /**
   * @param app where {@code app.py} lies
   * @param log where its output goes
   */
  static FastApiProcess start(Path app, Path log) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("naru-reference-");
    EmbeddedServers redis = new EmbeddedServers(folder, EnumSet.of(Kind.REDIS), Map.of());
    int port = NaruProcess.freePort();
    ProcessBuilder builder =
        new ProcessBuilder(command(port))
            .directory(app.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("REDIS", redis.start().redis());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    FastApiProcess server = new FastApiProcess(redis, folder, builder.start(), port);
    server.awaitReady(log.toFile());
    return server;
  }

  private static List<String> command(int port) {
    String python = System.getenv().getOrDefault("PYTHON", "python3");
    String options =
        "-m uvicorn app:app --loop uvloop --http httptools --no-access-log --log-level warning --workers %d --port %d";
    return List.of((python + " " + options.formatted(PROCESSES, port)).split(" "));
  }

  private void awaitReady(File log) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!isListening()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        close();
        throw new IOException("The reference did not start, see " + log);
      }
    }
    // the socket is there before the processes behind it are
    Thread.sleep(Duration.ofSeconds(2));
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(address());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    redis.close();
    NaruProcess.delete(folder);
  }
}
