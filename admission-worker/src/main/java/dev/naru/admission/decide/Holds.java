package dev.naru.admission.decide;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.PoolView.Hold;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.HoldReason;
import dev.naru.model.command.Command;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolReleased;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides on holding pools. An operator's hold is stronger than a worker's: it takes that one's
 * place, and no worker ends it.
 */
final class Holds {
  private Holds() {}

  static List<Event> hold(RoomsView state, HoldPool command, long clock) {
    PoolView pool = state.pool(command.pool());
    if (pool == null) {
      return unknown(command, command.pool());
    }
    long until = command.forMillis() == 0 ? 0 : clock + command.forMillis();
    return isHeldAnyway(pool.hold(), command.reason(), until)
        ? Refusals.ofPool(
            command,
            "Expected to hold pool '%s' for longer than it is, but it %s"
                .formatted(pool.name(), words(pool.hold())))
        : List.of(new PoolHeld(pool.name(), command.reason(), until));
  }

  private static boolean isHeldAnyway(@Nullable Hold hold, HoldReason reason, long until) {
    if (hold == null) {
      return false;
    }
    if (hold.reason() != reason) {
      return hold.reason() == HoldReason.OPERATOR;
    }
    return hold.until() == 0 || (until != 0 && until <= hold.until());
  }

  static List<Event> release(RoomsView state, ReleasePool command) {
    PoolView pool = state.pool(command.pool());
    if (pool == null) {
      return unknown(command, command.pool());
    }
    Hold hold = pool.hold();
    boolean isMeant =
        hold != null && (command.reason() == null || command.reason() == hold.reason());
    return isMeant
        ? end(pool)
        : Refusals.ofPool(
            command,
            "Expected pool '%s' to be held%s, but it %s"
                .formatted(
                    pool.name(),
                    command.reason() == null ? "" : " for " + command.reason(),
                    words(hold)));
  }

  private static String words(@Nullable Hold hold) {
    if (hold == null) {
      return "is not";
    }
    return "is held for %s until %s"
        .formatted(
            hold.reason(),
            hold.until() == 0 ? "it is released" : Instant.ofEpochMilli(hold.until()));
  }

  /** The release of a pool; nothing if it is not held. */
  static List<Event> end(PoolView pool) {
    Hold hold = pool.hold();
    return hold == null ? List.of() : List.of(new PoolReleased(pool.name(), hold.reason()));
  }

  private static List<Event> unknown(Command command, String pool) {
    return Refusals.ofUnknownPool(command, "Expected pool '" + pool + "', but there is none");
  }
}
