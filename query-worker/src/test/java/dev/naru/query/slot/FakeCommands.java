package dev.naru.query.slot;

import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Acknowledges each command at once, or fails as told. */
final class FakeCommands implements CommandLog {
  final List<Command> appended = new ArrayList<>();
  final Deque<RuntimeException> failures = new ArrayDeque<>();

  @Override
  public CompletableFuture<Void> append(int partition, Command command) {
    RuntimeException failure = failures.poll();
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    appended.add(command);
    return CompletableFuture.completedFuture(null);
  }

  FinishQuery finish() {
    return (FinishQuery) appended.getLast();
  }
}
