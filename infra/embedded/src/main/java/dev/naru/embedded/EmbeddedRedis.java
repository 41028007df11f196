package dev.naru.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Redis as a child process on the loopback. It runs as a daemon, in a session of its own, so that
 * Ctrl-C in the terminal does not end it before the services have finished.
 */
final class EmbeddedRedis implements Server {

  private static final String NAME = "redis";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Duration PID_FILE_DELAY = Duration.ofSeconds(10);

  private final Path folder;
  private final Path log;
  private final Path pidFile;
  private final Children children;
  private final ProgramCache cache;
  private final int port;
  private @Nullable ChildProcess process;

  EmbeddedRedis(Path data, ProgramCache cache, int port) {
    this.folder = data.toAbsolutePath().resolve(NAME);
    this.log = data.toAbsolutePath().resolve("logs").resolve("redis.log");
    this.pidFile = folder.resolve("redis.pid");
    this.children = new Children(data.resolve("children"));
    this.cache = cache;
    this.port = FreePorts.choose(port);
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    children
        .leftover(NAME)
        .or(this::unrecorded)
        .ifPresent(orphan -> Children.end(orphan, STOP, "TERM"));
    FreePorts.require("Redis", port);
    try {
      LogTail.rotate(log);
      Files.createDirectories(folder);
      Files.deleteIfExists(pidFile);
      launch(Files.writeString(folder.resolve("redis.conf"), configuration()));
    } catch (IOException e) {
      throw new ServerException("Redis cannot be started in %s".formatted(folder), e);
    }
    if (!Waiting.until(PID_FILE_DELAY, () -> writtenPid().isPresent())) {
      throw LogTail.failure("Redis did not come up", log);
    }
    var started = children.remember(NAME, writtenPid().orElseThrow());
    process = started;
    if (!Waiting.until(START, () -> !started.isAlive() || RedisDialogue.serves(port))
        || !RedisDialogue.isProcess(port, started.pid())) {
      stop();
      throw LogTail.failure("Redis did not come up on port %d".formatted(port), log);
    }
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      process.end(STOP, "TERM");
      children.forget(NAME);
      process = null;
    }
  }

  private void launch(Path configuration) throws IOException {
    var launcher =
        new ProcessBuilder(RedisProgram.unpacked(cache).toString(), configuration.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      if (!launcher.waitFor(START.toSeconds(), TimeUnit.SECONDS) || launcher.exitValue() != 0) {
        launcher.destroyForcibly();
        throw LogTail.failure("Redis did not come up", log);
      }
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  private String configuration() {
    return """
        bind 127.0.0.1
        port %d
        daemonize yes
        dir "%s"
        pidfile "%s"
        logfile "%s"
        appendonly yes
        appendfsync everysec
        save ""
        maxmemory-policy noeviction
        """
        .formatted(port, folder, pidFile, log);
  }

  /**
   * A Redis of this folder whose starter was killed before it could write it down: its own pid file
   * was written right after its start.
   */
  private Optional<ChildProcess> unrecorded() {
    return writtenPid()
        .filter(pid -> startedJustBefore(pid, pidFile))
        .flatMap(pid -> ProcessIdentity.of(pid).map(it -> new ChildProcess(NAME, pid, it)));
  }

  private static boolean startedJustBefore(long pid, Path file) {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return ProcessHandle.of(pid)
          .flatMap(it -> it.info().startInstant())
          .filter(start -> Duration.between(start, written).abs().toSeconds() < 3)
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Long> writtenPid() {
    try {
      return Optional.of(Files.readString(pidFile).strip())
          .filter(text -> !text.isEmpty())
          .map(Long::valueOf);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
