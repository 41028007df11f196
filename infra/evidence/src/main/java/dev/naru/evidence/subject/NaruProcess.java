package dev.naru.evidence.subject;

import dev.naru.evidence.CannotRunException;
import dev.naru.evidence.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Naru of its own: {@code ./naru up} with a new data folder and a free port, ended and removed
 * afterwards. The launcher is the system property {@code naru.launcher}, else {@code ./naru}.
 */
public final class NaruProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration END = Duration.ofSeconds(60);

  private final Process launcher;
  private final Path data;
  private volatile long pid;

  private NaruProcess(Process launcher, Path data) {
    this.launcher = launcher;
    this.data = data;
  }

  static Target start(Path out, @Nullable String recipe) throws InterruptedException {
    Path program = Path.of(System.getProperty("naru.launcher", "naru")).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new CannotRunException(
          "No Naru runs, and there is no launcher to start one at %s: run this from the"
                  .formatted(program)
              + " repository, or start Naru first");
    }
    try {
      Path data = Files.createTempDirectory("naru-evidence-");
      Path log = Files.createDirectories(out).resolve("naru.log");
      Process launcher =
          new ProcessBuilder(command(program, data, recipe))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      NaruProcess process = new NaruProcess(launcher, data);
      Runtime.getRuntime().addShutdownHook(new Thread(process::close, "end-naru"));
      return process.awaitReady(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path program, Path data, @Nullable String recipe)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "up"));
    command.addAll(List.of("--data", data.toString(), "--port", "" + freePort()));
    if (recipe != null) {
      command.addAll(List.of("--recipe", recipe));
    }
    return command;
  }

  private Target awaitReady(Path log) throws InterruptedException {
    for (long end = System.nanoTime() + START.toNanos(); System.nanoTime() < end; ) {
      Optional<Endpoints> endpoints = Endpoints.in(data);
      if (endpoints.isPresent() && new NaruHttp(endpoints.get().http()).isReady()) {
        pid = endpoints.get().pid();
        return new Target(endpoints.get().http(), endpoints.get().kafka(), this);
      }
      if (launcher.waitFor(200, TimeUnit.MILLISECONDS)) {
        close();
        throw new CannotRunException(
            "Naru ended with %d before it was ready, see %s".formatted(launcher.exitValue(), log));
      }
    }
    close();
    throw new CannotRunException("Naru was not ready within %s, see %s".formatted(START, log));
  }

  /** Ends what was started, the launcher last; may be called twice. */
  @Override
  public synchronized void close() {
    if (pid != 0) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
    launcher.destroy();
    try {
      if (!launcher.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        launcher.descendants().forEach(ProcessHandle::destroyForcibly);
        launcher.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pid = 0;
    delete();
  }

  private void delete() {
    try {
      Leftovers.end(data);
      Folders.delete(data);
    } catch (IOException e) {
      System.err.println("Could not remove " + data + ": " + e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
