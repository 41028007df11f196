package dev.naru.admission.history;

import dev.naru.model.RefusalReason;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Announced;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.DrawCancelled;
import dev.naru.model.event.DrawFinished;
import dev.naru.model.event.DrawPrepared;
import dev.naru.model.event.DrawStarted;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolPlaced;
import dev.naru.model.event.PoolReleased;
import dev.naru.model.event.PreQueueBegan;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.RoomScheduled;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionTransferred;
import dev.naru.model.event.SessionsDrawn;
import dev.naru.model.event.SlotFreed;
import dev.naru.model.event.TermBegan;
import dev.naru.model.event.TimePassed;
import dev.naru.model.event.WinnersDrawn;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Folds events, in their order, into the rows of their sessions, and has their rooms counted. Pure;
 * for one batch.
 */
final class HistoryFold {
  private final Map<UUID, SessionHistory> rows = new HashMap<>();
  private final Set<SessionHistory> changed = new LinkedHashSet<>();
  private final RoomFold rooms;

  /**
   * @param known the rows, as they stand, of those sessions of the batch that have one
   */
  HistoryFold(Collection<SessionHistory> known, RoomFold rooms) {
    this.rooms = rooms;
    known.forEach(row -> rows.put(row.id(), row));
  }

  /** The session whose row the event touches; null if none. */
  static @Nullable UUID sessionOf(Event event) {
    return switch (event) {
      case SessionQueued queued -> queued.sessionId();
      case SessionMatched matched -> isRepeated(matched) ? null : matched.sessionId();
      case SessionAdmitted admitted -> admitted.sessionId();
      case SessionTransferred transferred -> transferred.sessionId();
      case SessionMoved moved -> moved.sessionId();
      case SessionEnded ended -> ended.sessionId();
      case CommandRefused refused -> isOfNewSession(refused) ? refused.sessionId() : null;
      case AdmissionPaused e -> null;
      case AdmissionResumed e -> null;
      case Announced e -> null;
      case DrawCancelled e -> null;
      case DrawFinished e -> null;
      case DrawPrepared e -> null;
      case DrawStarted e -> null;
      case WinnersDrawn e -> null;
      case PoolConfigured e -> null;
      case PoolHeld e -> null;
      case PoolPlaced e -> null;
      case PoolReleased e -> null;
      case QueryAssigned e -> null;
      case QueryCancelled e -> null;
      case QueryFinished e -> null;
      case QueryMatched e -> null;
      case QueryQueued e -> null;
      case QueryStarted e -> null;
      case QueryTimedOut e -> null;
      case RoomClosed e -> null;
      case RoomConfigured e -> null;
      case RoomDrained e -> null;
      case RoomOpened e -> null;
      case RoomScheduled e -> null;
      case PreQueueBegan e -> null;
      case LotteryDrawn e -> null;
      case SessionsDrawn e -> null; // it touches those of many
      case SlotFreed e -> null;
      case TermBegan e -> null;
      case TimePassed e -> null;
    };
  }

  /** The sessions whose rows the event touches. */
  static Collection<UUID> sessionsOf(Event event) {
    if (event instanceof SessionsDrawn drawn) {
      return drawn.sessionIds();
    }
    UUID one = sessionOf(event);
    return one == null ? List.of() : List.of(one);
  }

  /** Returns the rows that the events changed, new ones included, each once. */
  Set<SessionHistory> apply(List<Envelope> events) {
    events.forEach(this::apply);
    return changed;
  }

  private void apply(Envelope envelope) {
    UUID id = sessionOf(envelope.event());
    rooms.count(envelope, id == null ? null : rows.get(id));
    if (envelope.event() instanceof SessionsDrawn drawn) {
      apply(drawn, envelope.offset());
    }
    if (id == null) {
      return;
    }
    Instant at = Instant.ofEpochMilli(envelope.clock());
    long offset = envelope.offset();
    switch (envelope.event()) {
      case SessionQueued e -> {
        OptionalLong estimate = rooms.estimate(e, envelope.clock());
        tell(id, e.room(), row -> row.queued(e, estimate, envelope));
      }
      case SessionMatched e ->
          tell(id, e.room(), row -> row.matched(e.liveSessionId(), e.userKey(), at, offset));
      case SessionAdmitted e -> tell(id, e.room(), row -> row.admitted(e.ticket(), at, offset));
      case SessionTransferred e -> tell(id, e.room(), row -> row.transferred(offset));
      case SessionMoved e -> tell(id, e.room(), row -> row.moved(e.order(), offset));
      case SessionEnded e -> tell(id, e.room(), row -> row.ended(e.reason(), at, offset));
      case CommandRefused e -> tell(id, e.room(), row -> row.refused(e, envelope));
      default -> throw new IllegalStateException("Expected an event of session '" + id + "'");
    }
  }

  private void apply(SessionsDrawn event, long offset) {
    for (int i = 0; i < event.sessionIds().size(); i++) {
      long ticket = event.firstTicket() + i;
      int ahead = event.ahead() + i;
      tell(event.sessionIds().get(i), event.room(), row -> row.drawn(ticket, ahead, offset));
    }
  }

  private void tell(UUID id, @Nullable String room, Predicate<SessionHistory> news) {
    SessionHistory row =
        rows.computeIfAbsent(id, absent -> new SessionHistory(absent, room == null ? "" : room));
    if (news.test(row)) {
      changed.add(row);
    }
  }

  // A request that came twice under one id met itself.
  private static boolean isRepeated(SessionMatched matched) {
    return matched.sessionId().equals(matched.liveSessionId());
  }

  // An id that was taken is the id of somebody else's session.
  private static boolean isOfNewSession(CommandRefused refused) {
    return refused.command().equals("RequestSession") && refused.reason() != RefusalReason.ID_TAKEN;
  }
}
