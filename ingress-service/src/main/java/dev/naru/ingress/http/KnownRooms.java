package dev.naru.ingress.http;

import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.Names;
import dev.naru.model.RoomSettings;
import java.util.Optional;
import java.util.function.Function;

/** Finds rooms by the names that callers give: 404 for none, 503 if that cannot be told. */
final class KnownRooms {
  private KnownRooms() {}

  static RoomSettings settings(Rooms rooms, String name) {
    return find(rooms::settings, name);
  }

  /** Where the room lives. */
  static Partition partition(Rooms rooms, String name) {
    return find(rooms::partition, name);
  }

  private static <T> T find(Function<String, Optional<T>> look, String name) {
    if (!Names.isName(name)) {
      throw Problems.unknown("room");
    }
    try {
      return look.apply(name).orElseThrow(() -> Problems.unknown("room"));
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }
}
