package dev.naru.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Postgres' own postmaster.pid: its first line is the pid, its third the start in seconds. */
final class PostmasterFile {

  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  private final Path file;

  PostmasterFile(Path pgData) {
    this.file = pgData.resolve("postmaster.pid");
  }

  Optional<Long> pid() {
    return line(0);
  }

  /** The process with that pid, if it also started when the postmaster did. */
  Optional<ChildProcess> postmaster(String name) {
    return pid()
        .filter(this::startedWithThisFile)
        .flatMap(pid -> ProcessIdentity.of(pid).map(it -> new ChildProcess(name, pid, it)));
  }

  /** Postgres would refuse to start as long as a stranger has the pid that is written there. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ServerException("%s cannot be deleted".formatted(file), e);
    }
  }

  private boolean startedWithThisFile(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .flatMap(start -> line(2).map(Instant::ofEpochSecond).map(it -> near(start, it)))
        .orElse(false);
  }

  private static boolean near(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(TOLERANCE) <= 0;
  }

  private Optional<Long> line(int index) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.size() > index
          ? Optional.of(Long.valueOf(lines.get(index).strip()))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
