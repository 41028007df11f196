package dev.naru.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a process can be made to do from outside. */
final class Signals {
  private Signals() {}

  /** {@code SIGSTOP}: it stands still and holds what it has. */
  static void freeze(long pid) {
    send("-STOP", pid);
  }

  /** {@code SIGCONT}. */
  static void thaw(long pid) {
    send("-CONT", pid);
  }

  private static void send(String signal, long pid) {
    try {
      int code = new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill " + signal + " " + pid + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
