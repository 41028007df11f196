package dev.naru.admission.replay.whatif;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Says when an imagined tick comes: at the deadline that the state names, or, if the record has for
 * the same thing a moment within a second after it, then at that moment, because real ticks are a
 * little late.
 */
final class Deadlines {
  /** There is none before the time asked for. */
  static final long NOT_BEFORE = -1;

  private static final long LATE_MILLIS = 1_000;

  private final RoomsView state;
  private final Behaviour behaviour;

  Deadlines(RoomsView state, Behaviour behaviour) {
    this.state = state;
    this.behaviour = behaviour;
  }

  /** The next tick, if it comes before the time; what is due then anyway needs none. */
  long nextTick(long time) {
    OptionalLong deadline = state.nextDeadline();
    if (deadline.isEmpty() || deadline.getAsLong() >= time) {
      return NOT_BEFORE;
    }
    long due = Math.max(deadline.getAsLong(), state.clock());
    long recorded = recorded(due);
    long tick = recorded >= due && recorded - due <= LATE_MILLIS ? recorded : due;
    return tick < time ? tick : NOT_BEFORE;
  }

  private long recorded(long due) {
    List<? extends SessionView> expired = state.expired(due, 1);
    if (!expired.isEmpty()) {
      Visit visit = behaviour.visit(expired.getFirst().id());
      return visit == null ? -1 : visit.endedAt();
    }
    for (QueryView query : state.overdueQueries(due, 1)) {
      return behaviour.timedOutAt(query.id());
    }
    for (PoolView pool : state.overdueHolds(due)) {
      return behaviour.releasedAt(pool.name(), due);
    }
    for (RoomView room : state.roomsAtMoment(due)) {
      return behaviour.turnedAt(room.name(), due);
    }
    for (RoomView room : state.unsettledRooms(due)) {
      for (SessionView next : room.firstWaiting(1)) {
        return admittedAt(next.id());
      }
    }
    return -1;
  }

  private long admittedAt(UUID id) {
    Visit visit = behaviour.visit(id);
    return visit == null ? -1 : visit.admittedAt();
  }
}
