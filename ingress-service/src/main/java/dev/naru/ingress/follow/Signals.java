package dev.naru.ingress.follow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells long polls what moved. An own change wakes its watches at once. That a line moved is only
 * noted: thousands may stand in it, and each looks by itself, once a second. Thread-safe.
 */
public final class Signals {
  private final Map<UUID, Set<Watch>> watches = new ConcurrentHashMap<>();
  private final Map<String, Long> lines = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean closed;

  /** Begins to watch changes of the things with these ids; close it afterwards. */
  public Watch watch(Collection<UUID> ids) {
    Watch watch = new Watch(Thread.currentThread());
    open.incrementAndGet();
    ids.forEach(watch::add);
    return watch;
  }

  /** The thing changed by the command at this offset. */
  public void changed(UUID id, long offset) {
    Set<Watch> watching = watches.get(id);
    if (watching != null) {
      watching.forEach(watch -> watch.changed(offset));
    }
  }

  /** The session asked that query, by the command at this offset. */
  public void asked(UUID sessionId, UUID queryId, long offset) {
    Set<Watch> watching = watches.get(sessionId);
    if (watching != null) {
      watching.forEach(watch -> watch.asked(queryId, offset));
    }
  }

  /** The line of that key in the view moved by the command at this offset. */
  public void moved(String line, long offset) {
    lines.merge(line, offset, Math::max);
  }

  /** Offset of the last command that moved the line, -1 if none is known. */
  public long lastMove(String line) {
    return lines.getOrDefault(line, -1L);
  }

  /** Something may have been missed: everybody is to look for himself. */
  public void missed() {
    watches.values().forEach(watching -> watching.forEach(watch -> watch.changed(Long.MAX_VALUE)));
  }

  /** Lets everybody go: the service is about to end. */
  public void close() {
    closed = true;
    missed();
  }

  public boolean isClosed() {
    return closed;
  }

  public int open() {
    return open.get();
  }

  /** One long poll's ear. Belongs to the thread that opened it. */
  public final class Watch implements AutoCloseable {
    private final Thread thread;
    private final Set<UUID> ids = new HashSet<>();
    private volatile long lastChange = -1;
    private volatile @Nullable Queue<UUID> asked;

    private Watch(Thread thread) {
      this.thread = thread;
    }

    /** Watches one more thing; false if it did already. */
    public boolean add(UUID id) {
      if (!ids.add(id)) {
        return false;
      }
      watches.compute(
          id,
          (key, watching) -> {
            Set<Watch> all = watching == null ? ConcurrentHashMap.newKeySet(2) : watching;
            all.add(this);
            return all;
          });
      return true;
    }

    /** Hears from now on what the sessions watched ask, too. */
    public void hearQueries() {
      asked = new ConcurrentLinkedQueue<>();
    }

    /** Takes out what was asked since the last time. */
    public List<UUID> takeAsked() {
      List<UUID> taken = new ArrayList<>();
      Queue<UUID> waiting = asked;
      for (UUID next = poll(waiting); next != null; next = poll(waiting)) {
        taken.add(next);
      }
      return taken;
    }

    private static @Nullable UUID poll(@Nullable Queue<UUID> queue) {
      return queue == null ? null : queue.poll();
    }

    private void asked(UUID queryId, long offset) {
      Queue<UUID> waiting = asked;
      if (waiting != null) {
        waiting.add(queryId);
        changed(offset);
      }
    }

    private void changed(long offset) {
      lastChange = Math.max(lastChange, offset);
      LockSupport.unpark(thread);
    }

    /** Offset of the last command that changed something watched, -1 if none did. */
    public long lastChange() {
      return lastChange;
    }

    /** Forgets a call to look that names no command. */
    public void looked() {
      if (lastChange == Long.MAX_VALUE) {
        lastChange = -1;
      }
    }

    @Override
    public void close() {
      open.decrementAndGet();
      for (UUID id : ids) {
        watches.computeIfPresent(
            id,
            (key, watching) -> {
              watching.remove(this);
              return watching.isEmpty() ? null : watching;
            });
      }
    }
  }
}
