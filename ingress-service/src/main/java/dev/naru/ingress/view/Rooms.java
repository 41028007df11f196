package dev.naru.ingress.view;

import dev.naru.model.RoomSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that there are, with their settings and their partitions: known also while the view is
 * away. Refreshed from the views and by the events. Thread-safe.
 */
public final class Rooms {
  private final Partitions partitions;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private volatile boolean complete;

  public Rooms(Partitions partitions) {
    this.partitions = partitions;
  }

  /**
   * Returns a room's settings; empty if there is no such room. Throws {@link ViewAwayException} if
   * that cannot be told.
   */
  public Optional<RoomSettings> settings(String name) {
    return find(name).map(Known::settings);
  }

  /**
   * Returns the partition that a room lives on; empty if there is no such room. Throws {@link
   * ViewAwayException} if that cannot be told.
   */
  public Optional<Partition> partition(String name) {
    return find(name).map(Known::partition);
  }

  /** Reads a room; empty if there is none of that name, {@link ViewAwayException} as above. */
  public Optional<RoomRecord> read(String name) {
    return partition(name).flatMap(partition -> partition.view().room(name));
  }

  private Optional<Known> find(String name) {
    Known room = known.get(name);
    return room != null ? Optional.of(room) : look(name);
  }

  private Optional<Known> look(String name) {
    ViewAwayException away = null;
    for (Partition partition : partitions.all()) {
      try {
        Optional<RoomRecord> room = partition.view().room(name);
        if (room.isPresent()) {
          return Optional.of(note(name, room.get().settings(), partition));
        }
      } catch (ViewAwayException e) {
        away = e;
      }
    }
    if (complete) {
      return Optional.empty();
    }
    if (away != null) {
      throw away;
    }
    partitions.requireCounted();
    return Optional.empty();
  }

  private Known note(String name, RoomSettings settings, Partition partition) {
    Known room = new Known(settings, partition);
    known.put(name, room);
    return room;
  }

  /** Takes note of settings that an event of that partition told. */
  public void configured(String name, RoomSettings settings, Partition partition) {
    note(name, settings, partition);
  }

  /** Reads all rooms again, as far as there are views. */
  public void refresh() {
    boolean all = partitions.isCounted();
    boolean any = false;
    for (Partition partition : partitions.all()) {
      Set<String> names = refresh(partition);
      all &= names != null;
      any |= names != null && !names.isEmpty();
    }
    complete |= all && any;
  }

  private @Nullable Set<String> refresh(Partition partition) {
    try {
      Set<String> names = partition.view().rooms();
      for (String name : names) {
        partition.view().room(name).ifPresent(room -> note(name, room.settings(), partition));
      }
      return names;
    } catch (ViewAwayException e) {
      return null; // what is known stays known until the view is back
    }
  }

  private record Known(RoomSettings settings, Partition partition) {}
}
