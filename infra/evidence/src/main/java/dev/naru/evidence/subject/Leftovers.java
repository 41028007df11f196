package dev.naru.evidence.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The servers that a Naru which died by itself could not end. */
final class Leftovers {
  private static final String PID = "pid=";

  private Leftovers() {}

  /** Ends what the data folder has written down; a Naru that ended well has left nothing there. */
  static void end(Path data) throws IOException {
    Path children = data.resolve("children");
    if (Files.isDirectory(children)) {
      try (Stream<Path> files = Files.list(children)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".pid")).toList()) {
          Files.readAllLines(file).stream()
              .filter(line -> line.startsWith(PID))
              .map(line -> Long.parseLong(line.substring(PID.length())))
              .flatMap(pid -> ProcessHandle.of(pid).stream())
              .forEach(ProcessHandle::destroyForcibly);
        }
      }
    }
  }
}
