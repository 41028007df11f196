package dev.naru.standalone;

import java.io.IOException;
import java.io.PrintStream;
import tools.jackson.core.JacksonException;

/** Something that a command has a running Naru do. */
interface Errand {
  /** The exit code where it was not done. */
  int NOT_DONE = 2;

  /** Returns the exit code. */
  int run() throws IOException, InterruptedException;

  /** Runs it; what stands in its way is one line on {@code err}. */
  static int run(Errand errand, PrintStream err) {
    try {
      return errand.run();
    } catch (WrongUseException e) {
      err.println(e.getMessage());
    } catch (IOException | JacksonException e) {
      err.println("Expected Naru to answer, but: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("Expected to come to an end, but was interrupted");
    }
    return NOT_DONE;
  }
}
