package dev.naru.ingress.http;

import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.Stamps;
import dev.naru.model.command.Command;

/** Operators' commands, on their way into the log and to the decision. */
final class OperatorCommands {
  private final CommandSubmission submission;
  private final Stamps stamps;

  OperatorCommands(CommandSubmission submission, Stamps stamps) {
    this.submission = submission;
    this.stamps = stamps;
  }

  /** Submits; returns whether the decision is in the view before the wait, if any, is over. */
  boolean submit(Command command, Prefer prefer) {
    long deadline = prefer.deadline();
    try {
      long offset = submission.submit(command).offset();
      return prefer.isGiven() && stamps.await(offset, deadline);
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }
}
