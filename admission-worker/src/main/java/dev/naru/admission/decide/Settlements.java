package dev.naru.admission.decide;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.EndReason;
import dev.naru.model.RoomStatus;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.SessionAdmitted;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what follows by itself: a room opens and closes by its schedule, the next in line is
 * admitted, a closed room's line goes home, a free slot gets work.
 */
final class Settlements {
  private Settlements() {}

  /** The next step towards a state in which nothing is left to do; empty when there. */
  static List<Event> settle(RoomsView state, long clock, int most) {
    List<Event> events = Schedules.reach(state, clock);
    if (!events.isEmpty()) {
      return events;
    }
    for (RoomView room : state.unsettledRooms(clock)) {
      if (room.awaitsDrawing()) {
        return Lotteries.draw(room, state.chain());
      }
      int left = most - events.size();
      if (left > 0) {
        events.addAll(
            room.status() == RoomStatus.CLOSED ? sendAway(room, left) : admit(room, clock, left));
      }
    }
    for (PoolView pool : state.unsettledPools()) {
      if (events.size() < most) {
        assign(pool, events);
      }
    }
    return events;
  }

  private static List<Event> sendAway(RoomView room, int most) {
    List<Event> events = new ArrayList<>();
    for (SessionView session : room.firstWaiting(most)) {
      events.addAll(SessionDecisions.end(session, EndReason.ROOM_CLOSED));
    }
    return events;
  }

  private static List<Event> admit(RoomView room, long clock, int most) {
    List<Event> events = new ArrayList<>();
    long expiresAt = clock + room.settings().sessionTtl().toMillis();
    for (SessionView session : room.firstWaiting(Math.min(most, room.vacancies(clock)))) {
      events.add(new SessionAdmitted(session.id(), room.name(), session.ticket(), expiresAt));
    }
    // I1, asserted where it is decided
    if (!events.isEmpty() && room.active() + events.size() > room.settings().capacity()) {
      throw new IllegalStateException(
          "Expected at most the capacity of room '" + room.name() + "' to be active");
    }
    return events;
  }

  private static void assign(PoolView pool, List<Event> events) {
    QueryView oldest = pool.oldestQueued();
    if (oldest != null) {
      pool.freeSlot()
          .ifPresent(slot -> events.add(new QueryAssigned(oldest.id(), pool.name(), slot)));
    }
  }
}
