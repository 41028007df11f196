package dev.naru.admission.view;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.PoolView.Hold;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says whether nothing that a room's sessions ask gets a slot. */
final class RoomHold {
  private RoomHold() {}

  /** The hold's reason if all pools of the room are held, that of the first; else empty text. */
  static String of(RoomView room, RoomsView state) {
    String reason = "";
    for (String name : room.settings().pools()) {
      Hold hold = hold(state.pool(name));
      if (hold == null) {
        return "";
      }
      reason = reason.isEmpty() ? hold.reason().name() : reason;
    }
    return reason;
  }

  private static @Nullable Hold hold(@Nullable PoolView pool) {
    return pool == null ? null : pool.hold();
  }

  /** The names of the rooms that use the pool. */
  static Stream<String> roomsOf(String pool, RoomsView state) {
    return state.rooms().stream()
        .filter(room -> room.settings().pools().contains(pool))
        .map(RoomView::name);
  }
}
