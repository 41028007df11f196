package dev.naru.ingress.submit;

import dev.naru.ingress.Parking;
import dev.naru.model.command.Command;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Puts commands into the log. */
public interface CommandSubmission {
  /** The public contract says 3 s; the rest is for the answer to travel. */
  Duration LONGEST = Duration.ofMillis(2_700);

  /**
   * Sends a command; the stage ends with where it stands once the log has acknowledged it, or fails
   * with {@link NotConfirmedException}. Must not block for more than a second.
   *
   * @param partition of the log that the command's room lives on
   */
  CompletableFuture<LogPosition> send(int partition, Command command);

  /**
   * Returns where the command stands once the log has acknowledged it. Throws {@link
   * NotConfirmedException} within 3 s if it has not: the command may be in the log, or not.
   */
  default LogPosition submit(int partition, Command command) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    return confirmed(send(partition, command), deadline);
  }

  /**
   * Waits for what {@link #send} returned; throws {@link NotConfirmedException}.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  static LogPosition confirmed(CompletableFuture<LogPosition> sent, long deadline) {
    if (!Parking.await(sent, deadline)) {
      throw new NotConfirmedException(null);
    }
    try {
      return sent.join();
    } catch (CompletionException e) {
      throw new NotConfirmedException(e.getCause());
    }
  }
}
