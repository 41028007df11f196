package dev.naru.admission.decide;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.RefusalReason;
import dev.naru.model.SessionState;
import dev.naru.model.command.MoveSession;
import dev.naru.model.event.Event;
import dev.naru.model.event.SessionMoved;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides on moving sessions in their line. A moved one gets an order between those of its new
 * neighbours, so that nobody else's changes.
 */
final class Moves {
  /** Of the free span beside one that was moved too, so that more than a thousand fit there. */
  private static final double SHARE = 1 / 64.0;

  private Moves() {}

  static List<Event> move(RoomsView state, MoveSession command) {
    SessionView session = state.session(command.sessionId());
    if (session == null) {
      return refuse(command, RefusalReason.UNKNOWN_SESSION, "it has ended or never was");
    }
    if (session.state() != SessionState.WAITING) {
      return refuse(
          command, RefusalReason.SESSION_NOT_WAITING, "it is in state " + session.state());
    }
    RoomView room = session.room();
    if (room.isUnordered()) {
      return refuse(command, RefusalReason.NOT_DUE, "the order is drawn when the room opens");
    }
    int from = room.positionOf(session);
    int to = Math.min(command.position(), room.waiting());
    if (from == to) {
      return refuse(command, RefusalReason.NOT_DUE, "it stands at " + from + " already");
    }
    SessionView before = to == 1 ? null : room.waitingAt(to - 1, session);
    double order = orderBetween(before, room.waitingAt(to, session), room.lastTicket() + 1.0);
    return Double.isNaN(order)
        ? refuse(
            command,
            RefusalReason.NOT_DUE,
            "too many were moved there at " + to + "; choose the position before or after it")
        : List.of(
            new SessionMoved(
                session.id(), room.name(), from, to, session.order(), order, command.reason()));
  }

  /**
   * Returns the order for a place.
   *
   * @param before who stands before it; null for the first place
   * @param after who stands after it; null for the last place, of which {@code end} is the limit
   * @return not a number if there is none left
   */
  private static double orderBetween(
      @Nullable SessionView before, @Nullable SessionView after, double end) {
    if (before == null) {
      return after == null ? Double.NaN : Math.ceil(after.order()) - 1;
    }
    double least = before.order();
    double most = after == null ? end : after.order();
    double share = (most - least) * SHARE;
    boolean isAfterMoved = after != null && after.isMoved();
    double order;
    if (before.isMoved() == isAfterMoved) {
      order = least + (most - least) / 2;
    } else {
      order = before.isMoved() ? least + share : most - share;
    }
    return order > least && order < most ? order : Double.NaN;
  }

  private static List<Event> refuse(MoveSession command, RefusalReason reason, String found) {
    return Refusals.ofSession(
        command,
        reason,
        "Expected to move session '%s' to position %d, but %s"
            .formatted(command.sessionId(), command.position(), found),
        command.sessionId());
  }
}
