package dev.naru.standalone;

import java.nio.file.Path;
import org.springframework.boot.logging.LoggingSystem;

/**
 * A start and a stop with a longer rehearsal between, for the JVM to learn from what the next
 * starts need: run with {@code -XX:AOTCacheOutput} by the launcher after a build.
 */
public final class TrainingRun {
  private static final String REHEARSAL = "10s";

  private TrainingRun() {}

  /** Takes the data folder, which is for this run alone. */
  public static void main(String[] args) {
    LoggingSystem.get(TrainingRun.class.getClassLoader()).beforeInitialize();
    try {
      System.setProperty("naru.standalone.warm-up", REHEARSAL);
      new Standalone().up(new UpOptions(0, Path.of(args[0]).toAbsolutePath(), null));
      System.exit(0);
    } catch (Throwable e) { // whatever it is, the launcher must know
      System.exit(StartFailure.report(e, System.err));
    }
  }
}
