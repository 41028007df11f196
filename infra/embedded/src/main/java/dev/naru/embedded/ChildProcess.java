package dev.naru.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server's process outside this JVM, told from others by pid and identity. */
record ChildProcess(String name, long pid, String identity) {

  private static final Duration AFTER_KILL = Duration.ofSeconds(10);

  boolean isAlive() {
    return ProcessIdentity.of(pid).filter(identity::equals).isPresent();
  }

  /** Sends the signals one after the other, with patience after each, and SIGKILL at last. */
  void end(Duration patience, String... signals) {
    for (String signal : signals) {
      send(signal);
      if (isGoneWithin(patience)) {
        return;
      }
    }
    send("KILL");
    if (!isGoneWithin(AFTER_KILL)) {
      throw new ServerException("%s (process %d) does not end".formatted(name, pid));
    }
  }

  /** By the shell, because Java knows SIGTERM and SIGKILL only. */
  private void send(String signal) {
    if (!isAlive()) {
      return;
    }
    try {
      var shell =
          new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(signal, pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!shell.waitFor(10, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (IOException e) {
      throw new ServerException("%s (process %d) cannot be ended".formatted(name, pid), e);
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  private boolean isGoneWithin(Duration patience) {
    return Waiting.until(patience, () -> !isAlive());
  }
}
