package dev.naru.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written down about the child processes of a data folder, so that the start after a {@code
 * kill -9} finds exactly those and ends them, never a stranger that was given the same pid.
 */
final class Children {

  private static final Logger LOG = LoggerFactory.getLogger(Children.class);

  private final Path folder;

  Children(Path folder) {
    this.folder = folder;
  }

  /** Writes down a process that was just started; throws if it is gone already. */
  ChildProcess remember(String name, long pid) {
    String identity =
        ProcessIdentity.of(pid)
            .orElseThrow(() -> new ServerException("%s ended right away".formatted(name)));
    var properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("identity", identity);
    var info = ProcessHandle.of(pid).map(ProcessHandle::info);
    properties.setProperty(
        "started",
        info.flatMap(ProcessHandle.Info::startInstant).map(Instant::toString).orElse(""));
    properties.setProperty("command", info.flatMap(ProcessHandle.Info::command).orElse(""));
    write(name, properties);
    return new ChildProcess(name, pid, identity);
  }

  /** The process written down under this name, if exactly that one still lives. */
  Optional<ChildProcess> leftover(String name) {
    if (!Files.exists(file(name))) {
      return Optional.empty();
    }
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file(name))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long pid = Long.parseLong(properties.getProperty("pid", "-1"));
    String identity = properties.getProperty("identity", "");
    return Optional.of(new ChildProcess(name, pid, identity)).filter(ChildProcess::isAlive);
  }

  /** Ends what an earlier process left running. */
  static void end(ChildProcess orphan, Duration patience, String... signals) {
    orphan.end(patience, signals);
    LOG.info(
        "Ended {} (process {}), left behind by a Naru that was killed",
        orphan.name(),
        orphan.pid());
  }

  void forget(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ".pid");
  }

  private void write(String name, Properties properties) {
    var fresh = folder.resolve(name + ".pid.new");
    try {
      Files.createDirectories(folder);
      try (var out = Files.newBufferedWriter(fresh)) {
        properties.store(out, null);
      }
      Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
