package dev.naru.query.slot;

import dev.naru.model.command.Command;
import java.util.concurrent.CompletableFuture;

/** Where the worker's commands go: they arrive in the order in which they were given. */
interface CommandLog {

  /**
   * Completes when the log has acknowledged; fails if it may not have. Does not wait itself.
   *
   * @param partition of the log that the query is on
   */
  CompletableFuture<Void> append(int partition, Command command);
}
