package dev.naru.admission.decide;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomStatus;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomOpened;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides on rooms and pools as operators and settings files want them. */
final class SettingsDecisions {
  private SettingsDecisions() {}

  static List<Event> configure(RoomsView state, ConfigureRoom command) {
    Optional<String> missing =
        command.settings().pools().stream().filter(pool -> state.pool(pool) == null).findFirst();
    return missing.isPresent()
        ? Refusals.ofRoom(
            command,
            RefusalReason.UNKNOWN_POOL,
            "Expected room '%s' to use pools that exist, but there is no '%s'"
                .formatted(command.room(), missing.get()),
            command.room())
        : configured(state.room(command.room()), command);
  }

  /** Whoever came before an opening that there is no more need not wait for it. */
  private static List<Event> configured(@Nullable RoomView room, ConfigureRoom command) {
    RoomConfigured event = new RoomConfigured(command.room(), command.settings(), command.source());
    boolean opens =
        room != null
            && room.status() == RoomStatus.PRE_QUEUE
            && command.settings().schedule() == null;
    return opens ? List.of(event, new RoomOpened(command.room())) : List.of(event);
  }

  /** The directory refuses a pool that it placed elsewhere: two partitions must not share it. */
  static List<Event> configure(RoomsView state, ConfigurePool command) {
    int placed = state.placements().getOrDefault(command.pool(), Placements.DIRECTORY);
    return placed == Placements.DIRECTORY
        ? List.of(new PoolConfigured(command.pool(), command.settings(), command.source()))
        : Refusals.ofPool(
            command,
            "Expected pool '%s' to be configured on partition %d, where it was placed, but this is partition %d"
                .formatted(command.pool(), placed, Placements.DIRECTORY));
  }

  /** The event, unless there is no such room or it is so already. */
  static List<Event> change(
      RoomsView state, Command command, String name, Predicate<RoomView> isSo, Event event) {
    RoomView room = state.room(name);
    if (room == null) {
      return Refusals.ofRoom(
          command,
          RefusalReason.UNKNOWN_ROOM,
          "Expected room '" + name + "', but there is none",
          name);
    }
    return isSo.test(room)
        ? Refusals.ofRoom(
            command,
            RefusalReason.NOT_DUE,
            "Expected to change room '" + name + "', but it is so already",
            name)
        : List.of(event);
  }
}
