package dev.naru.ingress.http;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds each session to a number of pushes open at a time, in this ingress. A place of one that was
 * closed at this moment is waited for. Thread-safe.
 */
final class PushPlaces {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Map<UUID, Places> sessions = new ConcurrentHashMap<>();
  private final int most;

  PushPlaces(int most) {
    this.most = most;
  }

  /** Takes a place for one more push of the session; 429 if, within a second, there is none. */
  Place take(UUID sessionId) {
    Places places =
        Objects.requireNonNull(
            sessions.compute(
                sessionId, (id, found) -> (found == null ? new Places(most) : found).enter()));
    if (!places.take()) {
      leave(sessionId);
      throw Problems.tooManyPushes(most);
    }
    return new Place(sessionId, places);
  }

  private void leave(UUID sessionId) {
    sessions.computeIfPresent(sessionId, (id, places) -> places.isLeft() ? null : places);
  }

  /** Sessions that have a place at the moment, or want one. */
  int sessions() {
    return sessions.size();
  }

  /** One session's places. */
  private static final class Places {
    private final Semaphore free;

    /** Those who have a place, or wait for one; guarded by the map. */
    private int users;

    private Places(int most) {
      free = new Semaphore(most);
    }

    private Places enter() {
      users++;
      return this;
    }

    private boolean isLeft() {
      users--;
      return users == 0;
    }

    private boolean take() {
      try {
        return free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /** One push's place. */
  final class Place implements AutoCloseable {
    private final UUID sessionId;
    private final Places places;
    private final AtomicBoolean given = new AtomicBoolean();

    private Place(UUID sessionId, Places places) {
      this.sessionId = sessionId;
      this.places = places;
    }

    @Override
    public void close() {
      if (given.compareAndSet(false, true)) {
        places.free.release();
        leave(sessionId);
      }
    }
  }
}
