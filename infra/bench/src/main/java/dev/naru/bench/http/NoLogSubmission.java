package dev.naru.bench.http;

import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.LogPosition;
import dev.naru.model.command.Command;
import dev.naru.model.command.RequestSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one and the same server answer joins with the log and without: a user key that begins with
 * {@link #WITHOUT_LOG} is taken at its word and goes nowhere.
 */
final class NoLogSubmission implements CommandSubmission {
  /** What the user keys of the reference begin with. */
  static final String WITHOUT_LOG = "nolog-";

  private final CommandSubmission log;
  private final AtomicLong offset = new AtomicLong();

  NoLogSubmission(CommandSubmission log) {
    this.log = log;
  }

  @Override
  public CompletableFuture<LogPosition> send(int partition, Command command) {
    return command instanceof RequestSession request && request.userKey().startsWith(WITHOUT_LOG)
        ? CompletableFuture.completedFuture(new LogPosition(0, offset.incrementAndGet(), 0))
        : log.send(partition, command);
  }
}
