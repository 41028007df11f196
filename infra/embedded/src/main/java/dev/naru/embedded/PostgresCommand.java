package dev.naru.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one of Postgres' programs to its end. Postgres refuses to run as root: for root it runs in a
 * user namespace of its own, in which it is nobody and still owns its files.
 */
final class PostgresCommand {

  private static final List<String> AS_NOBODY = List.of("unshare", "--user");

  private final Path programs;
  private final Path log;
  private final List<String> prefix;

  PostgresCommand(Path programs, Path log) {
    this.programs = programs;
    this.log = log;
    this.prefix = isRoot() ? AS_NOBODY : List.of();
  }

  /** Throws with the end of the log if the program fails or takes longer than the limit. */
  void run(Duration limit, String program, String... arguments) {
    var command = new ArrayList<>(prefix);
    command.add(programs.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      int exit = run(limit, command);
      if (exit != 0) {
        throw LogTail.failure(
            "%s failed with exit code %d%s".formatted(program, exit, hint()), log);
      }
    } catch (IOException e) {
      throw new ServerException("%s cannot be run%s".formatted(program, hint()), e);
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  private int run(Duration limit, List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .directory(programs.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }

  private String hint() {
    return prefix.isEmpty()
        ? ""
        : " (Postgres does not run as root, and a user namespace by \"unshare --user\" may be"
            + " forbidden here: start Naru as an ordinary user)";
  }

  private static boolean isRoot() {
    return ProcessHandle.current().info().user().filter("root"::equals).isPresent();
  }
}
