package dev.naru.ingress.view;

import dev.naru.model.RoomSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms that there are, with their settings: known also while the view is away. Refreshed from
 * the view and by the events. Thread-safe.
 */
public final class Rooms {
  private final View view;
  private final Map<String, RoomSettings> known = new ConcurrentHashMap<>();
  private volatile boolean complete;

  public Rooms(View view) {
    this.view = view;
  }

  /**
   * Returns a room's settings; empty if there is no such room. Throws {@link ViewAwayException} if
   * that cannot be told.
   */
  public Optional<RoomSettings> settings(String name) {
    RoomSettings settings = known.get(name);
    return settings != null ? Optional.of(settings) : look(name);
  }

  private Optional<RoomSettings> look(String name) {
    try {
      Optional<RoomSettings> settings = view.room(name).map(RoomRecord::settings);
      settings.ifPresent(found -> known.put(name, found));
      return settings;
    } catch (ViewAwayException e) {
      if (complete) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Takes note of settings that an event told. */
  public void configured(String name, RoomSettings settings) {
    known.put(name, settings);
  }

  /** Reads all rooms again, if there is a view. */
  public void refresh() {
    try {
      Set<String> names = view.rooms();
      for (String name : names) {
        view.room(name).ifPresent(room -> known.put(name, room.settings()));
      }
      complete = complete || !names.isEmpty();
    } catch (ViewAwayException e) {
      // what is known stays known until the view is back
    }
  }
}
