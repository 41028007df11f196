package dev.naru.admission.decide;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.QueryContent;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.admission.state.SessionView.KeyedQuery;
import dev.naru.model.RefusalReason;
import dev.naru.model.SessionState;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.StartQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.SlotFreed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides on queries: submitting, cancelling, and what the workers report. */
final class QueryDecisions {
  private QueryDecisions() {}

  static List<Event> submit(RoomsView state, SubmitQuery command) {
    SessionView session = state.session(command.sessionId());
    QueryView sameId = state.query(command.queryId());
    if (sameId != null) {
      return repeatId(state, command, session, sameId);
    }
    if (session == null) {
      return refuse(
          command,
          RefusalReason.SESSION_NOT_ACTIVE,
          "an active session",
          "it has ended or never was");
    }
    String key = command.idempotencyKey();
    KeyedQuery keyed = key == null ? null : session.query(key);
    if (keyed != null) {
      return repeatKey(state, command, session, keyed);
    }
    if (session.state() != SessionState.ACTIVE) {
      return refuse(command, RefusalReason.SESSION_NOT_ACTIVE, "an active session", "it waits");
    }
    PoolView pool = poolFor(state, session.room(), command.pool());
    return pool == null
        ? refuse(
            command, RefusalReason.POOL_NOT_IN_ROOM, "one of the room's pools", "it names another")
        : queue(session, pool, command);
  }

  /** The session may have ended while its cancelled query still occupies a slot. */
  private static List<Event> repeatId(
      RoomsView state, SubmitQuery command, @Nullable SessionView session, QueryView sameId) {
    UUID asking = session == null ? command.sessionId() : session.id();
    RoomView room = state.room(sameId.room());
    boolean own = sameId.sessionId().equals(asking);
    return room != null && own && isSame(state, room, command, sameId.content())
        ? List.of(new QueryMatched(command.queryId(), sameId.id(), asking))
        : refuse(command, RefusalReason.ID_TAKEN, "a new query id", "it is another query's");
  }

  private static List<Event> repeatKey(
      RoomsView state, SubmitQuery command, SessionView session, KeyedQuery keyed) {
    return isSame(state, session.room(), command, keyed.content())
        ? List.of(new QueryMatched(command.queryId(), keyed.queryId(), session.id()))
        : refuse(
            command,
            RefusalReason.KEY_REUSED,
            "a new Idempotency-Key",
            "it was used for another query");
  }

  private static List<Event> queue(SessionView session, PoolView pool, SubmitQuery command) {
    RoomView room = session.room();
    var limits = room.settings().queries();
    if (command.payload().size() > limits.maxPayload().bytes()) {
      return refuse(
          command,
          RefusalReason.PAYLOAD_TOO_LARGE,
          "a payload within the room's limit",
          "it is larger");
    }
    if (session.unfinishedQueries().size() >= limits.perSession()) {
      return refuse(
          command,
          RefusalReason.SESSION_QUERIES_FULL,
          "fewer unfinished queries of the session",
          "it has its limit");
    }
    boolean runsAtOnce = pool.queued() == 0 && pool.freeSlot().isPresent();
    if (room.queuedQueries() >= limits.maxQueued() && !runsAtOnce) {
      return refuse(
          command,
          RefusalReason.ROOM_QUERIES_FULL,
          "fewer queued queries of the room",
          "it has its limit");
    }
    return List.of(
        new QueryQueued(
            command.queryId(),
            session.id(),
            room.name(),
            pool.name(),
            command.payload(),
            timeout(command, pool),
            command.idempotencyKey()));
  }

  private static @Nullable PoolView poolFor(RoomsView state, RoomView room, @Nullable String name) {
    List<String> pools = room.settings().pools();
    String wanted = name == null ? pools.getFirst() : name;
    return pools.contains(wanted) ? state.pool(wanted) : null;
  }

  private static boolean isSame(
      RoomsView state, RoomView room, SubmitQuery command, QueryContent content) {
    PoolView pool = poolFor(state, room, command.pool());
    return pool != null
        && content.equals(QueryContent.of(command.payload(), pool.name(), timeout(command, pool)));
  }

  private static long timeout(SubmitQuery command, PoolView pool) {
    long most = pool.settings().upstream().timeout().toMillis();
    return command.timeoutMillis() == 0 ? most : Math.min(command.timeoutMillis(), most);
  }

  private static List<Event> refuse(
      SubmitQuery command, RefusalReason reason, String expected, String found) {
    return Refusals.ofQuery(
        command,
        reason,
        "Expected " + expected + " for query '" + command.queryId() + "', but " + found,
        command.sessionId(),
        command.queryId());
  }

  static List<Event> cancel(RoomsView state, CancelQuery command) {
    QueryView query = state.query(command.queryId());
    SessionView session = state.session(command.sessionId());
    boolean own = query != null && session != null && query.sessionId().equals(session.id());
    if (query == null || !own) {
      return unknown(command, "cancel", command.queryId());
    }
    if (query.state().isTerminal()) {
      return alreadyFinished(command, "cancel", query);
    }
    return List.of(
        new QueryCancelled(
            query.id(),
            query.sessionId(),
            query.pool(),
            query.slot(),
            QueryCancelled.Cause.REQUESTED));
  }

  /** What becomes of a query that no worker has started in time. */
  static QueryTimedOut timeOut(QueryView query) {
    long waited = query.waitsUntil() - query.submittedAt();
    return new QueryTimedOut(
        query.id(), query.sessionId(), query.pool(), query.slot(), Waits.tooLong(waited));
  }

  static List<Event> start(RoomsView state, StartQuery command) {
    QueryView query = state.query(command.queryId());
    if (query == null) {
      return unknown(command, "start", command.queryId());
    }
    if (query.state().isTerminal()) {
      return alreadyFinished(command, "start", query);
    }
    if (!holds(state, command.pool(), command.slot(), query)) {
      return notInSlot(command, "start", query);
    }
    if (command.attempt() <= query.attempt()) {
      return Refusals.ofQuery(
          command,
          RefusalReason.NOT_DUE,
          "Expected an attempt after %d of query '%s', but it is %d"
              .formatted(query.attempt(), query.id(), command.attempt()),
          query.sessionId(),
          query.id());
    }
    return List.of(
        new QueryStarted(
            query.id(), command.pool(), command.slot(), command.attempt(), command.worker()));
  }

  static List<Event> finish(RoomsView state, FinishQuery command) {
    QueryView query = state.query(command.queryId());
    if (query == null) {
      return unknown(command, "finish", command.queryId());
    }
    if (!holds(state, command.pool(), command.slot(), query)) {
      return notInSlot(command, "finish", query);
    }
    if (query.state().isTerminal()) {
      return List.of(new SlotFreed(query.id(), command.pool(), command.slot()));
    }
    return List.of(
        new QueryFinished(
            query.id(),
            query.sessionId(),
            command.pool(),
            command.slot(),
            command.attempt(),
            command.outcome(),
            command.result(),
            command.error()));
  }

  private static boolean holds(RoomsView state, String poolName, int slot, QueryView query) {
    PoolView pool = state.pool(poolName);
    return pool != null && query.id().equals(pool.current(slot));
  }

  private static List<Event> unknown(Command command, String verb, UUID queryId) {
    return Refusals.ofQuery(
        command,
        RefusalReason.UNKNOWN_QUERY,
        "Expected to " + verb + " query '" + queryId + "', but it is finished or never was",
        null,
        queryId);
  }

  private static List<Event> notInSlot(Command command, String verb, QueryView query) {
    return Refusals.ofQuery(
        command,
        RefusalReason.NOT_IN_SLOT,
        "Expected to "
            + verb
            + " the query that the slot works on, but that is not '"
            + query.id()
            + "'",
        query.sessionId(),
        query.id());
  }

  private static List<Event> alreadyFinished(Command command, String verb, QueryView query) {
    return Refusals.ofQuery(
        command,
        RefusalReason.ALREADY_FINISHED,
        "Expected to " + verb + " query '" + query.id() + "', but it is in state " + query.state(),
        query.sessionId(),
        query.id());
  }
}
