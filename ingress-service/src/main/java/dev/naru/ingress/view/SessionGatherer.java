package dev.naru.ingress.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads sessions for many at once. One reading is under way at a time; whoever asks meanwhile is in
 * the next one, so a crowd that was woken by one stamp costs a few readings, and a lone caller
 * waits for nobody. Thread-safe.
 */
final class SessionGatherer {
  private static final int MOST_AT_ONCE = 250;

  private final Function<List<Wanted>, CompletionStage<List<SessionReading>>> read;
  private final Queue<Wanted> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean underWay = new AtomicBoolean();

  /**
   * @param read returns a reading for each, in their order; fails, soon, for whatever is wrong
   */
  SessionGatherer(Function<List<Wanted>, CompletionStage<List<SessionReading>>> read) {
    this.read = read;
  }

  /** Begins to read a session; the stage fails as the reading did that it was in. */
  CompletionStage<SessionReading> session(UUID id, UUID asker) {
    Wanted wanted = new Wanted(id, asker, new CompletableFuture<>());
    queue.add(wanted);
    readNext();
    return wanted.reading();
  }

  private void readNext() {
    while (!queue.isEmpty() && underWay.compareAndSet(false, true)) {
      List<Wanted> batch = new ArrayList<>();
      for (Wanted next = queue.poll(); next != null; next = queue.poll()) {
        batch.add(next);
        if (batch.size() == MOST_AT_ONCE) {
          break;
        }
      }
      if (!batch.isEmpty()) {
        begin(batch)
            .whenComplete(
                (readings, failure) -> {
                  underWay.set(false);
                  readNext();
                  answer(batch, readings, failure);
                });
        return;
      }
      underWay.set(false);
    }
  }

  private CompletionStage<List<SessionReading>> begin(List<Wanted> batch) {
    try {
      return read.apply(batch);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static void answer(
      List<Wanted> batch, List<SessionReading> readings, @Nullable Throwable failure) {
    for (int i = 0; i < batch.size(); i++) {
      if (failure == null) {
        batch.get(i).reading().complete(readings.get(i));
      } else {
        batch.get(i).reading().completeExceptionally(failure);
      }
    }
  }

  /**
   * A session that somebody wants to read.
   *
   * @param asker the session id of the asker's token
   */
  record Wanted(UUID id, UUID asker, CompletableFuture<SessionReading> reading) {}
}
