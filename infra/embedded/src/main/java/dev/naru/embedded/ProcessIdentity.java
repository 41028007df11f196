package dev.naru.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a process from a later one that was given the same pid. On Linux that is the kernel's count
 * of ticks from boot to the process's start, with the boot's id, because the start as an instant
 * moves whenever the machine's clock is set; elsewhere it is the start instant.
 */
final class ProcessIdentity {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int STATE = 0;
  private static final int START_TICKS = 19;

  private ProcessIdentity() {}

  /** Empty if no process with this pid lives; a zombie does not. */
  static Optional<String> of(long pid) {
    var stat = Path.of("/proc", Long.toString(pid), "stat");
    if (Files.isReadable(BOOT_ID) && Files.isDirectory(Path.of("/proc/self"))) {
      return fromKernel(stat);
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().startInstant())
        .map(start -> "start:" + start.toEpochMilli());
  }

  private static Optional<String> fromKernel(Path stat) {
    try {
      String line = Files.readString(stat);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return fields[STATE].equals("Z") || fields[STATE].equals("X")
          ? Optional.empty()
          : Optional.of("ticks:" + Files.readString(BOOT_ID).strip() + ":" + fields[START_TICKS]);
    } catch (IOException e) {
      return Optional.empty(); // it ended, also between open and read
    }
  }
}
