package dev.naru.query.slot;

import dev.naru.model.event.Event;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.SlotFreed;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The queries on this process's slots, and the fate of those that may come; thread-safe. Fates are
 * kept for the last 50,000 queries.
 */
final class RunningQueries {
  private static final int MOST_FATES = 50_000;

  private final Map<UUID, Runnable> running = new HashMap<>();
  private final Map<UUID, Fate> fates =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Fate> eldest) {
          return size() > MOST_FATES;
        }
      };

  /**
   * From now on a cancellation of the query runs {@code onCancel}; returns what is known so far.
   */
  synchronized Fate add(UUID queryId, Runnable onCancel) {
    running.put(queryId, onCancel);
    return fates.getOrDefault(queryId, Fate.OPEN);
  }

  synchronized Fate fateOf(UUID queryId) {
    return fates.getOrDefault(queryId, Fate.OPEN);
  }

  /** Forgets the query if it is still the caller's: another slot thread may have taken it over. */
  synchronized void remove(UUID queryId, Runnable onCancel) {
    running.remove(queryId, onCancel);
  }

  void apply(Event event) {
    Runnable onCancel = note(event);
    if (onCancel != null) {
      onCancel.run();
    }
  }

  private synchronized @Nullable Runnable note(Event event) {
    // One that was cancelled before it had a slot never comes to one.
    if (event instanceof QueryCancelled cancelled && cancelled.slot() >= 0) {
      fates.put(cancelled.queryId(), Fate.CANCELLED);
      return running.get(cancelled.queryId());
    }
    if (event instanceof QueryFinished finished) {
      fates.put(finished.queryId(), Fate.SETTLED);
    } else if (event instanceof SlotFreed freed) {
      fates.put(freed.queryId(), Fate.SETTLED);
    } else if (event instanceof QueryQueued queued) {
      fates.remove(queued.queryId());
    }
    return null;
  }
}
