package dev.naru.query.slot;

import dev.naru.model.HoldReason;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolReleased;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.SlotFreed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The queries on this process's slots, the fate of those that may come, and the pools that are held
 * because their upstream is down; thread-safe. Fates are kept for the last 50,000 queries.
 */
final class RunningQueries {
  private static final int MOST_FATES = 50_000;

  private final Map<UUID, Runnable> running = new HashMap<>();
  private final Set<String> held = new HashSet<>();
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

  /** Whether the log says that the pool's upstream is down. */
  synchronized boolean isHeld(String pool) {
    return held.contains(pool);
  }

  /** The log is about to say so. */
  synchronized void released(String pool) {
    held.remove(pool);
  }

  void apply(Event event) {
    Runnable onCancel = note(event);
    if (onCancel != null) {
      onCancel.run();
    }
  }

  private void setHeld(String pool, boolean isHeld) {
    if (isHeld) {
      held.add(pool);
    } else {
      held.remove(pool);
    }
  }

  private @Nullable Runnable cancel(UUID queryId) {
    fates.put(queryId, Fate.CANCELLED);
    return running.get(queryId);
  }

  private synchronized @Nullable Runnable note(Event event) {
    // One that had no slot yet never comes to one.
    if (event instanceof QueryCancelled cancelled && cancelled.slot() >= 0) {
      return cancel(cancelled.queryId());
    }
    if (event instanceof QueryTimedOut timedOut && timedOut.slot() >= 0) {
      return cancel(timedOut.queryId());
    }
    if (event instanceof PoolHeld hold) {
      setHeld(hold.pool(), hold.reason() == HoldReason.UPSTREAM);
    } else if (event instanceof PoolReleased released) {
      setHeld(released.pool(), false);
    } else if (event instanceof QueryFinished finished) {
      fates.put(finished.queryId(), Fate.SETTLED);
    } else if (event instanceof SlotFreed freed) {
      fates.put(freed.queryId(), Fate.SETTLED);
    } else if (event instanceof QueryQueued queued) {
      fates.remove(queued.queryId());
    }
    return null;
  }
}
