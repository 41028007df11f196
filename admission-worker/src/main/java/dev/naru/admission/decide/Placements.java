package dev.naru.admission.decide;

import dev.naru.admission.state.RoomsView;
import dev.naru.model.command.PlacePool;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolPlaced;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Decides which partition a pool lives on: that of the pools it shares a room with; otherwise the
 * one with the fewest pools, the lowest of several. What was placed stays where it is, however many
 * partitions are added.
 */
final class Placements {
  /** The partition that decides, and on which pools live that were never placed. */
  static final int DIRECTORY = 0;

  private Placements() {}

  static List<Event> place(RoomsView state, PlacePool command) {
    SortedMap<String, Integer> directory = state.directory();
    Integer known = directory.get(command.pool());
    if (known != null) {
      return Refusals.ofPool(
          command,
          "Expected pool '%s' to have no partition yet, but it lives on %d"
              .formatted(command.pool(), known));
    }
    int partition =
        besideOthers(directory, command)
            .orElseGet(() -> leastLoaded(directory, command.partitions()));
    return List.of(new PoolPlaced(command.pool(), partition));
  }

  private static Optional<Integer> besideOthers(
      SortedMap<String, Integer> directory, PlacePool command) {
    return command.beside().stream().filter(directory::containsKey).map(directory::get).findFirst();
  }

  private static int leastLoaded(SortedMap<String, Integer> directory, int partitions) {
    int[] pools = new int[partitions];
    for (int partition : directory.values()) {
      if (partition < partitions) {
        pools[partition]++;
      }
    }
    int least = 0;
    for (int partition = 1; partition < partitions; partition++) {
      least = pools[partition] < pools[least] ? partition : least;
    }
    return least;
  }
}
