package dev.naru.ingress.http;

import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.LogPosition;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.model.command.Command;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A log in memory; a test may decide what happens on each command. */
final class FakeLog implements CommandSubmission {
  final List<Command> commands = new CopyOnWriteArrayList<>();
  volatile BiConsumer<Command, Long> decider = (command, offset) -> {};
  volatile boolean away;

  @Override
  public synchronized CompletableFuture<LogPosition> send(int partition, Command command) {
    if (away) {
      return CompletableFuture.failedFuture(new NotConfirmedException(null));
    }
    commands.add(command);
    long offset = commands.size();
    decider.accept(command, offset);
    return CompletableFuture.completedFuture(new LogPosition(0, offset, 1_764_068_400_000L));
  }
}
