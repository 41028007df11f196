package dev.naru.admission.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How far each partition has been read since it was assigned: to be held against where the history
 * stands. Not thread-safe.
 */
final class Reading {
  private final Map<Integer, Long> positions = new HashMap<>();
  private final Set<Integer> fresh = new HashSet<>();

  /** A partition is assigned, and would be read from here on. */
  void begin(int partition, long position) {
    positions.put(partition, position);
    fresh.add(partition);
  }

  /** The offset of the next event to be read. */
  long position(int partition) {
    return positions.getOrDefault(partition, HistoryStore.BEGINNING);
  }

  /** Whether the partition was just assigned, and nobody has looked where its history stands. */
  boolean isFresh(int partition) {
    return fresh.contains(partition);
  }

  /** What was read up to here is in the history. */
  void advance(int partition, long position) {
    positions.put(partition, position);
  }

  /** The history stands here; returns whether the reading has to go there from elsewhere. */
  boolean turnsTo(int partition, long stands) {
    fresh.remove(partition);
    boolean turns = position(partition) != stands;
    positions.put(partition, stands);
    return turns;
  }
}
