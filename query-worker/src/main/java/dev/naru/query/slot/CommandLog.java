package dev.naru.query.slot;

import dev.naru.model.command.Command;
import java.util.concurrent.CompletableFuture;

/** Where the worker's commands go: they arrive in the order in which they were given. */
interface CommandLog {

  /** Completes when the log has acknowledged; fails if it may not have. Does not wait itself. */
  CompletableFuture<Void> append(Command command);
}
