package dev.naru.admission.loop;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where pools and rooms live, as far as this process has seen: the loop of a partition tells of it,
 * or whoever keeps its state warm. What the log says may be ahead. Thread-safe.
 */
final class Directory {
  /** The partition that places pools. */
  static final int PLACES = 0;

  private final Map<Integer, Set<String>> rooms = new ConcurrentHashMap<>();
  private volatile @Nullable Map<String, Integer> pools;

  /** Takes note of a partition's state, on the thread that may read it. */
  void tell(int partition, RoomsView state) {
    rooms.put(
        partition,
        state.rooms().stream().map(RoomView::name).collect(Collectors.toUnmodifiableSet()));
    if (partition == PLACES) {
      pools = Map.copyOf(state.directory());
    }
  }

  /** The partition of each pool that has one; null while that is not known. */
  @Nullable Map<String, Integer> pools() {
    return pools;
  }

  /** Whether the room is known to live on another partition. */
  boolean livesElsewhere(String room, int partition) {
    return rooms.entrySet().stream()
        .anyMatch(other -> other.getKey() != partition && other.getValue().contains(room));
  }

  /** Whether the rooms of so many partitions are known. */
  boolean isComplete(int partitions) {
    return IntStream.range(0, partitions).allMatch(rooms::containsKey);
  }
}
