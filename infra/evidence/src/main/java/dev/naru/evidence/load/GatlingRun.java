package dev.naru.evidence.load;

import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs simulations one after the other in this process, so that the tool is warm when it measures;
 * each leaves its report in a folder of its own.
 */
public final class GatlingRun {
  private final Path folder;
  private final PrintStream log;

  /**
   * @param folder of the reports, and of what Gatling says while it runs
   */
  public GatlingRun(Path folder) {
    this.folder = folder;
    ForgetfulPreferences.use();
    try {
      Files.createDirectories(folder);
      log = new PrintStream(folder.resolve("gatling.log").toFile(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of the folder, below the given one, of Gatling's report. */
  public String run(LoadPlan plan, Class<? extends Simulation> simulation) {
    try {
      Path results = Files.createTempDirectory(folder, "run-");
      int code = quietly(plan, simulation, results);
      if (code != 0) {
        throw new IllegalStateException(
            "Expected Gatling to run %s, but it ended with %d, see %s"
                .formatted(plan.name(), code, folder.resolve("gatling.log")));
      }
      return move(results, plan.name().replace(' ', '-'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int quietly(LoadPlan plan, Class<? extends Simulation> simulation, Path results) {
    PrintStream console = System.out;
    System.setOut(log);
    try {
      plan.isNext();
      return Gatling$.MODULE$.fromArgs(
          new String[] {"-s", simulation.getName(), "-rf", results.toString(), "-rd", plan.name()});
    } finally {
      System.setOut(console);
    }
  }

  private String move(Path fresh, String name) throws IOException {
    List<Path> made;
    try (Stream<Path> children = Files.list(fresh)) {
      made = children.toList();
    }
    Files.move(made.getFirst(), folder.resolve(name));
    Files.delete(fresh);
    return name;
  }
}
