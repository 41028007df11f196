package dev.naru.ingress.push;

import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.LogPosition;
import dev.naru.model.command.Command;
import dev.naru.model.command.SubmitQuery;
import java.util.concurrent.CompletableFuture;

/** Notes queries on their way into the log, whoever submits them. */
public final class AskedSubmission implements CommandSubmission {
  private final CommandSubmission submission;
  private final Asked asked;

  public AskedSubmission(CommandSubmission submission, Asked asked) {
    this.submission = submission;
    this.asked = asked;
  }

  @Override
  public CompletableFuture<LogPosition> send(int partition, Command command) {
    if (command instanceof SubmitQuery query) {
      asked.note(partition, query.sessionId(), query.queryId());
    }
    return submission.send(partition, command);
  }
}
