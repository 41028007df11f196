package dev.naru.ingress.view;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rooms' figures, at most 100 ms old: however many ask, the view is read ten times a second for
 * each room. Whoever finds old figures reads new ones; those who come meanwhile wait for them.
 * Thread-safe.
 */
public final class RoomFigures {
  private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

  private final Function<String, Optional<RoomRecord>> rooms;
  private final ConcurrentMap<String, Reading> readings = new ConcurrentHashMap<>();

  /**
   * @param rooms reads a room; empty if there is none
   */
  public RoomFigures(Function<String, Optional<RoomRecord>> rooms) {
    this.rooms = rooms;
  }

  /**
   * Returns the figures; empty if there is no such room. Throws {@link ViewAwayException} if they
   * cannot be had within {@code patience}.
   */
  public Optional<RoomRecord> of(String name, Duration patience) {
    Reading reading = readings.get(name);
    if (reading == null || reading.isOld()) {
      Reading mine = new Reading(System.nanoTime(), new CompletableFuture<>());
      reading = claim(name, reading, mine);
      if (reading == mine) {
        Thread.ofVirtual().start(() -> read(name, mine));
      }
    }
    return await(reading, patience);
  }

  private Reading claim(String name, @Nullable Reading old, Reading mine) {
    if (old == null) {
      Reading other = readings.putIfAbsent(name, mine);
      return other == null ? mine : other;
    }
    if (readings.replace(name, old, mine)) {
      return mine;
    }
    Reading other = readings.putIfAbsent(name, mine);
    return other == null ? mine : other;
  }

  private void read(String name, Reading reading) {
    try {
      Optional<RoomRecord> room = rooms.apply(name);
      if (room.isEmpty()) {
        // names that are no room's must not pile up here
        readings.remove(name, reading);
      }
      reading.room().complete(room);
    } catch (RuntimeException e) {
      reading.room().completeExceptionally(e);
    }
  }

  private static Optional<RoomRecord> await(Reading reading, Duration patience) {
    try {
      return reading.room().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewAwayException("Expected a room's figures, but was interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new ViewAwayException("Expected a room's figures, but the view does not answer", e);
    }
  }

  private record Reading(long startedAt, CompletableFuture<Optional<RoomRecord>> room) {
    boolean isOld() {
      return System.nanoTime() - startedAt > FRESH_NANOS;
    }
  }
}
