package dev.naru.ingress.submit;

import dev.naru.model.command.Command;

/** Puts commands into the log. */
public interface CommandSubmission {

  /**
   * Returns where the command stands once the log has acknowledged it. Throws {@link
   * NotConfirmedException} within 3 s if it has not: the command may be in the log, or not.
   */
  LogPosition submit(Command command);
}
