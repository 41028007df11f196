package dev.naru.admission.decide;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.Draw;
import dev.naru.model.DrawPhase;
import dev.naru.model.EndReason;
import dev.naru.model.event.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the clock alone ends: longest stays, waits of queries to be started, holds of pools,
 * and phases of draws. What the command in hand speaks of comes in any case, the rest as far as the
 * bound allows.
 */
final class Overdue {
  /** Each may name a thousand winners. */
  private static final int MOST_DRAWS = 10;

  private final RoomsView state;
  private final long clock;
  private final List<Event> events = new ArrayList<>(0);
  private final Set<UUID> ended = new HashSet<>(0);

  private Overdue(RoomsView state, long clock) {
    this.state = state;
    this.clock = clock;
  }

  /**
   * Returns what is over at the clock.
   *
   * @param session that the command speaks of; null if of none
   * @param query that the command speaks of; null if of none
   */
  static List<Event> at(
      RoomsView state, @Nullable SessionView session, @Nullable QueryView query, long clock) {
    Overdue overdue = new Overdue(state, clock);
    overdue.endStays(session);
    overdue.endWaits(query);
    overdue.endHolds();
    overdue.moveDraws();
    return overdue.events;
  }

  private void endStays(@Nullable SessionView own) {
    state.expired(clock, Decider.MOST_AT_ONCE).forEach(this::end);
    if (own != null && isOver(own.expiresAt()) && !ended.contains(own.id())) {
      end(own);
    }
  }

  private void end(SessionView session) {
    ended.add(session.id());
    events.addAll(SessionDecisions.end(session, EndReason.EXPIRED));
  }

  /** The end of its session has cancelled a query already. */
  private void endWaits(@Nullable QueryView own) {
    boolean ownIsOver = own != null && isOver(own.waitsUntil()) && !ended.contains(own.sessionId());
    for (QueryView query : state.overdueQueries(clock, left())) {
      if (!ended.contains(query.sessionId())) {
        events.add(QueryDecisions.timeOut(query));
        ownIsOver = ownIsOver && query != own;
      }
    }
    if (own != null && ownIsOver) {
      events.add(QueryDecisions.timeOut(own));
    }
  }

  private void endHolds() {
    for (PoolView pool : state.overdueHolds(clock)) {
      if (left() > 0) {
        events.addAll(Holds.end(pool));
      }
    }
  }

  /** One start at most: it looks at all who are there, and the next at who has won by it. */
  private void moveDraws() {
    boolean started = false;
    for (Draw draw : state.overdueDraws(clock, Math.min(left(), MOST_DRAWS))) {
      boolean starts = draw.phase() == DrawPhase.STANDBY;
      if (!starts || !started) {
        events.add(DrawDecisions.next(state, draw, clock, ended));
        started |= starts;
      }
    }
  }

  private int left() {
    return Math.max(0, Decider.MOST_AT_ONCE - events.size());
  }

  private boolean isOver(long until) {
    return until != 0 && until <= clock;
  }
}
