package dev.naru.ingress.http;

import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.LogPosition;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.Partitions;
import dev.naru.model.command.Command;

/** Operators' commands, on their way into the log and to the decision. */
final class OperatorCommands {
  private final CommandSubmission submission;
  private final Partitions partitions;

  OperatorCommands(CommandSubmission submission, Partitions partitions) {
    this.submission = submission;
    this.partitions = partitions;
  }

  /** Submits; returns whether the decision is in the view before the wait, if any, is over. */
  boolean submit(int partition, Command command, Prefer prefer) {
    long deadline = prefer.deadline();
    return isDecided(log(partition, command), prefer, deadline);
  }

  /** Submits; returns where the command stands once the log has acknowledged it. */
  LogPosition log(int partition, Command command) {
    try {
      return submission.submit(partition, command);
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }

  /**
   * Waits, if that is preferred; returns whether the decision is in the view.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  boolean isDecided(LogPosition logged, Prefer prefer, long deadline) {
    return prefer.isGiven()
        && partitions.of(logged.partition()).stamps().await(logged.offset(), deadline);
  }
}
