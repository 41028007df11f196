package dev.naru.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;

/** The log file of a child process: one per start, and the one before it. */
final class LogTail {

  private static final int LINES = 8;

  private LogTail() {}

  /** Keeps the log of the last start beside the new one. */
  static void rotate(Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      if (Files.exists(log)) {
        Files.move(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new ServerException("The log file %s cannot be written".formatted(log), e);
    }
  }

  /** A failure that shows the last lines of the log. */
  static ServerException failure(String what, Path log) {
    return new ServerException("%s; %s ends with:\n%s".formatted(what, log, last(log)));
  }

  private static String last(Path log) {
    try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
      var all = lines.toList();
      return all.stream().skip(Math.max(0, all.size() - LINES)).collect(Collectors.joining("\n"));
    } catch (IOException | UncheckedIOException e) {
      return "(" + e + ")";
    }
  }
}
