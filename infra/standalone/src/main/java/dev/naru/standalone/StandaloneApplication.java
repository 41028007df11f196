package dev.naru.standalone;

import java.util.List;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Naru in one process. Exit codes: 0 after a clean stop, 2 if something must be set right first
 * (one line says what), 1 for a fault.
 */
public final class StandaloneApplication {

  private StandaloneApplication() {}

  /**
   * Takes {@code --port}, {@code --data} and {@code --config}; returns when Naru is ready, and
   * leaves it running.
   */
  public static void main(String[] args) {
    quietUntilConfigured();
    var standalone = new Standalone();
    try {
      standalone.up(UpOptions.parse(List.of(args)));
    } catch (Throwable e) { // whatever it is, the user must read it
      if (!standalone.isStopping()) {
        System.exit(StartFailure.report(e, System.err));
      }
    }
  }

  /** Logback would print everything at DEBUG until Spring has configured it. */
  private static void quietUntilConfigured() {
    LoggingSystem.get(StandaloneApplication.class.getClassLoader()).beforeInitialize();
  }
}
