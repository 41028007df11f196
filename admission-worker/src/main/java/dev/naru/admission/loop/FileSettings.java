package dev.naru.admission.loop;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.InvalidSettingException;
import dev.naru.model.Names;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.PlacePool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Rooms and pools as the settings file has them. The file is not the truth: an entry becomes a
 * command only if it differs from the last file entry that was applied, so that an operator's
 * change survives a restart.
 *
 * @param rooms by name; with none given there is one, {@code default}
 * @param pools by name; with none given there is one, {@code default}, that echoes
 */
public record FileSettings(Map<String, RoomSettings> rooms, Map<String, PoolSettings> pools) {

  public FileSettings {
    rooms = new TreeMap<>(rooms.isEmpty() ? Map.of("default", RoomSettings.defaults()) : rooms);
    pools = new TreeMap<>(pools.isEmpty() ? Map.of("default", PoolSettings.defaults()) : pools);
    rooms.forEach(FileSettings::requireSound);
    pools.keySet().forEach(pool -> Names.requireName("naru.pools.<name>", pool));
    for (Map.Entry<String, RoomSettings> room : rooms.entrySet()) {
      if (!pools.keySet().containsAll(room.getValue().pools())) {
        throw new InvalidSettingException(
            "naru.rooms." + room.getKey() + ".pools",
            "names below naru.pools",
            room.getValue().pools());
      }
    }
  }

  private static void requireSound(String name, RoomSettings room) {
    Names.requireName("naru.rooms.<name>", name);
  }

  /** The commands that give a partition to the pools that have none. */
  List<PlacePool> placements(Map<String, Integer> directory, int partitions) {
    return pools.keySet().stream()
        .filter(pool -> !directory.containsKey(pool))
        .map(pool -> new PlacePool(pool, beside(pool), partitions))
        .toList();
  }

  /**
   * The pools that must live with it: those of its rooms, those of their rooms, and so on. The next
   * ones alone may not be placed yet, while one behind them is.
   */
  private List<String> beside(String pool) {
    Set<String> together = new LinkedHashSet<>(Set.of(pool));
    int before = 0;
    while (together.size() > before) {
      before = together.size();
      rooms.values().stream()
          .map(RoomSettings::pools)
          .filter(its -> !Collections.disjoint(its, together))
          .toList()
          .forEach(together::addAll);
    }
    together.remove(pool);
    return List.copyOf(together);
  }

  /** The rooms that cannot be: their pools live on several partitions. */
  List<String> torn(Map<String, Integer> directory) {
    return rooms.entrySet().stream()
        .filter(room -> places(room.getValue(), directory) > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static long places(RoomSettings room, Map<String, Integer> directory) {
    return room.pools().stream().map(directory::get).filter(Objects::nonNull).distinct().count();
  }

  /** The commands that bring the state to what the file says, pools first. */
  List<Command> changes(RoomsView state) {
    return changes(state, pool -> true);
  }

  /**
   * The same, for the pools that live on the state's partition, and the rooms all of whose pools
   * do.
   */
  List<Command> changes(RoomsView state, Predicate<String> livesHere) {
    List<Command> changes = new ArrayList<>();
    pools.forEach(
        (name, wanted) -> {
          PoolView pool = state.pool(name);
          boolean differs = pool == null || !wanted.equals(pool.fileSettings());
          if (differs && livesHere.test(name)) {
            changes.add(new ConfigurePool(name, wanted, SettingsSource.FILE));
          }
        });
    rooms.forEach(
        (name, wanted) -> {
          RoomView room = state.room(name);
          boolean differs = room == null || !wanted.equals(room.fileSettings());
          if (differs && wanted.pools().stream().allMatch(livesHere)) {
            changes.add(new ConfigureRoom(name, wanted, SettingsSource.FILE));
          }
        });
    return changes;
  }
}
