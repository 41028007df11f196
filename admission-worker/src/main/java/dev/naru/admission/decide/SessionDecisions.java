package dev.naru.admission.decide;

import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomView.KeyedRequest;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.admission.state.SessionView.Transfer;
import dev.naru.model.EndReason;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomStatus;
import dev.naru.model.SessionState;
import dev.naru.model.command.Command;
import dev.naru.model.command.EvictSession;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.TransferSession;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionTransferred;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides on sessions: taking a place, leaving, and being silent for too long. */
final class SessionDecisions {
  private SessionDecisions() {}

  static List<Event> request(RoomsView state, RequestSession command, long clock) {
    RoomView room = state.room(command.room());
    if (room == null) {
      return Refusals.ofRequest(
          command,
          RefusalReason.UNKNOWN_ROOM,
          "Expected room '" + command.room() + "', but there is none");
    }
    SessionView sameId = state.session(command.sessionId());
    if (sameId != null) {
      boolean same = sameId.room() == room && sameId.userKey().equals(command.userKey());
      return same ? matched(command, sameId.id()) : idTaken(command);
    }
    String key = command.idempotencyKey();
    KeyedRequest keyed = key == null ? null : room.request(key, clock);
    if (keyed != null) {
      return keyed.userKey().equals(command.userKey())
          ? matched(command, keyed.sessionId())
          : Refusals.ofRequest(
              command,
              RefusalReason.KEY_REUSED,
              "Expected a new Idempotency-Key for a new request, but it was used for another userKey");
    }
    SessionView live = room.sessionOf(command.userKey());
    return live != null ? matched(command, live.id()) : queue(room, command, clock);
  }

  private static List<Event> queue(RoomView room, RequestSession command, long clock) {
    RefusalReason refusal = refusalToJoin(room, clock);
    if (refusal != null) {
      return Refusals.ofRequest(
          command,
          refusal,
          "Expected room '%s' to take another session, but it is %s with %d of %d waiting"
              .formatted(room.name(), room.status(), room.waiting(), room.settings().maxWaiting()));
    }
    return List.of(
        new SessionQueued(
            command.sessionId(),
            room.name(),
            command.userKey(),
            room.lastTicket() + 1,
            room.waiting(),
            command.idempotencyKey()));
  }

  private static @Nullable RefusalReason refusalToJoin(RoomView room, long clock) {
    if (room.status() == RoomStatus.CLOSED) {
      return RefusalReason.ROOM_CLOSED;
    }
    if (room.status() == RoomStatus.DRAINING) {
      return RefusalReason.ROOM_DRAINING;
    }
    boolean admittedAtOnce = room.waiting() == 0 && room.vacancies(clock) > 0;
    return room.waiting() >= room.settings().maxWaiting() && !admittedAtOnce
        ? RefusalReason.LINE_FULL
        : null;
  }

  private static List<Event> matched(RequestSession command, UUID sessionId) {
    return List.of(
        new SessionMatched(
            command.sessionId(),
            sessionId,
            command.room(),
            command.userKey(),
            command.idempotencyKey()));
  }

  private static List<Event> idTaken(RequestSession command) {
    return Refusals.ofRequest(
        command,
        RefusalReason.ID_TAKEN,
        "Expected a new session id, but '" + command.sessionId() + "' is another user's");
  }

  static List<Event> leave(RoomsView state, LeaveSession command) {
    return end(state, command, "leave", command.sessionId(), EndReason.LEFT);
  }

  static List<Event> evict(RoomsView state, EvictSession command) {
    return end(state, command, "evict", command.sessionId(), EndReason.EVICTED);
  }

  /** Of several that one token allowed, the first is done; a repeated one finds itself done. */
  static List<Event> transfer(RoomsView state, TransferSession command) {
    UUID id = command.sessionId();
    SessionView session = state.session(id);
    if (session == null) {
      return Refusals.ofSession(
          command,
          RefusalReason.UNKNOWN_SESSION,
          "Expected to transfer session '" + id + "', but it has ended or never was",
          id);
    }
    Transfer last = session.transfer();
    return last == null || command.tokenOffset() >= last.offset()
        ? List.of(new SessionTransferred(session.id(), session.room().name(), command.transferId()))
        : Refusals.ofSession(
            command,
            RefusalReason.NOT_DUE,
            "Expected to transfer session '%s' by a good token, but it was transferred at offset %d"
                .formatted(id, last.offset()),
            id);
  }

  private static List<Event> end(
      RoomsView state, Command command, String verb, UUID id, EndReason reason) {
    SessionView session = state.session(id);
    return session == null
        ? Refusals.ofSession(
            command,
            RefusalReason.UNKNOWN_SESSION,
            "Expected to " + verb + " session '" + id + "', but it has ended or never was",
            id)
        : end(session, reason);
  }

  static List<Event> expire(RoomsView state, ExpireSessions command) {
    if (state.room(command.room()) == null) {
      return Refusals.ofRoom(
          command,
          RefusalReason.UNKNOWN_ROOM,
          "Expected room '" + command.room() + "', but there is none",
          command.room());
    }
    List<Event> events = new ArrayList<>();
    for (UUID id : new LinkedHashSet<>(command.sessionIds())) {
      SessionView session = state.session(id);
      // an alias is not a session of its own: its silence says nothing
      if (session != null && session.id().equals(id) && isSilent(session, command)) {
        events.addAll(end(session, command.reason()));
      }
    }
    return events.isEmpty()
        ? Refusals.ofRoom(
            command,
            RefusalReason.NOT_DUE,
            "Expected sessions that can end as "
                + command.reason()
                + ", but none of those named can",
            command.room())
        : events;
  }

  private static boolean isSilent(SessionView session, ExpireSessions command) {
    if (!session.room().name().equals(command.room())) {
      return false;
    }
    SessionState expected =
        command.reason() == EndReason.ABANDONED ? SessionState.WAITING : SessionState.ACTIVE;
    return session.state() == expected && session.unfinishedQueries().isEmpty();
  }

  /** Ends a session, its unfinished queries first. */
  static List<Event> end(SessionView session, EndReason reason) {
    SessionEnded ended = new SessionEnded(session.id(), session.room().name(), reason);
    if (session.unfinishedQueries().isEmpty()) {
      return List.of(ended);
    }
    List<Event> events = new ArrayList<>();
    for (QueryView query : session.unfinishedQueries()) {
      events.add(
          new QueryCancelled(
              query.id(),
              session.id(),
              query.pool(),
              query.slot(),
              QueryCancelled.Cause.SESSION_ENDED));
    }
    events.add(ended);
    return events;
  }
}
