package dev.naru.ingress.http;

import dev.naru.ingress.submit.CommandSubmission;
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
    try {
      long offset = submission.submit(partition, command).offset();
      return prefer.isGiven() && partitions.of(partition).stamps().await(offset, deadline);
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }
}
