package dev.naru.admission.state;

import dev.naru.admission.state.ScheduleView.Stage;
import dev.naru.admission.state.SessionView.Transfer;
import dev.naru.model.QueryState;
import dev.naru.model.RoomStatus;
import dev.naru.model.SessionState;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Announced;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.DrawCancelled;
import dev.naru.model.event.DrawFinished;
import dev.naru.model.event.DrawPrepared;
import dev.naru.model.event.DrawStarted;
import dev.naru.model.event.Envelope;
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
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Applies events to the state: the only code that changes it, and it decides nothing. */
public final class Evolver {
  /**
   * Applies one event, and where it stands; throws {@link IllegalStateException} for one that
   * cannot follow the state.
   */
  public void evolve(RoomsState state, Envelope envelope) {
    state.moveTo(envelope.offset(), envelope.clock(), envelope.chain());
    switch (envelope.event()) {
      case SessionQueued event -> queue(state, event);
      case SessionMatched event -> match(state, event);
      case SessionAdmitted event -> admit(state, event);
      case SessionTransferred event -> transfer(state, event);
      case SessionMoved event -> move(state, event);
      case SessionEnded event -> end(state, event);
      case QueryQueued event -> queue(state, event);
      case QueryMatched event -> match(state, event);
      case QueryAssigned event -> assign(state, event);
      case QueryStarted event -> start(state, event);
      case QueryCancelled event -> settle(state, event.queryId(), QueryState.CANCELLED);
      case QueryTimedOut event -> settle(state, event.queryId(), QueryState.TIMED_OUT);
      case QueryFinished event -> leaveSlot(state, event.queryId(), event.slot());
      case SlotFreed event -> leaveSlot(state, event.queryId(), event.slot());
      case RoomConfigured event -> configure(state, event);
      case PoolConfigured event -> configure(state, event);
      case PoolHeld event ->
          changePool(
              state, event.pool(), pool -> pool.hold(event.reason(), state.clock(), event.until()));
      case PoolReleased event -> changePool(state, event.pool(), PoolState::release);
      case PoolPlaced event -> state.placements.put(event.pool(), event.partition());
      case AdmissionPaused event -> change(state, event.room(), room -> room.setPaused(true));
      case AdmissionResumed event -> change(state, event.room(), room -> room.setPaused(false));
      case RoomScheduled event -> change(state, event.room(), room -> room.schedule().opens(event));
      case PreQueueBegan event ->
          setStatus(state, event.room(), RoomStatus.PRE_QUEUE, Stage.PRE_QUEUE);
      case RoomOpened event ->
          setStatus(
              state,
              event.room(),
              RoomStatus.OPEN,
              event.scheduledAt() == null ? null : Stage.OPEN);
      case RoomClosed event -> close(state, event.room(), RoomStatus.CLOSED, event.scheduledAt());
      case RoomDrained event ->
          close(state, event.room(), RoomStatus.DRAINING, event.scheduledAt());
      case LotteryDrawn event ->
          change(state, event.room(), room -> room.schedule().drawn(event, state.clock()));
      case SessionsDrawn event -> draw(state, event);
      case Announced event ->
          room(state, event.room())
              .announce(event.announcementId(), event.text(), envelope.clock());
      case DrawPrepared event -> DrawEvents.apply(state, room(state, event.room()), event);
      case DrawStarted event -> DrawEvents.apply(state, room(state, event.room()), event);
      case WinnersDrawn event -> DrawEvents.apply(state, room(state, event.room()), event);
      case DrawFinished event -> DrawEvents.apply(state, room(state, event.room()), event);
      case DrawCancelled event -> DrawEvents.apply(state, room(state, event.room()), event);
      // these change nothing but where the state stands, which was done first
      case CommandRefused event -> {}
      case TermBegan event -> {}
      case TimePassed event -> {}
    }
  }

  private static void queue(RoomsState state, SessionQueued event) {
    RoomState room = room(state, event.room());
    Session session =
        new Session(event.sessionId(), room, event.userKey(), event.ticket(), state.clock());
    room.queue(session);
    state.sessions.put(event.sessionId(), session);
    room.keys().remember(event.idempotencyKey(), event.sessionId(), event.userKey(), state.clock());
    state.refresh(room);
  }

  private static void match(RoomsState state, SessionMatched event) {
    Session live = state.session(event.liveSessionId());
    if (live != null && state.sessions.putIfAbsent(event.sessionId(), live) == null) {
      live.addAlias(event.sessionId());
    }
    room(state, event.room())
        .keys()
        .remember(event.idempotencyKey(), event.liveSessionId(), event.userKey(), state.clock());
  }

  private static void admit(RoomsState state, SessionAdmitted event) {
    Session session = session(state, event.sessionId());
    session.room().admit(session, state.clock());
    session.admit(state.clock(), event.expiresAt());
    state.activeByExpiry.add(session);
    state.refresh(session.room());
  }

  private static void transfer(RoomsState state, SessionTransferred event) {
    session(state, event.sessionId()).transfer(new Transfer(event.transferId(), state.offset()));
  }

  private static void move(RoomsState state, SessionMoved event) {
    Session session = session(state, event.sessionId());
    session.room().move(session, event.to(), event.order());
  }

  private static void end(RoomsState state, SessionEnded event) {
    Session session = session(state, event.sessionId());
    if (session.state() == SessionState.ACTIVE) {
      state.activeByExpiry.remove(session);
      session.room().endActive(session);
    } else {
      session.room().endWaiting(session);
    }
    state.sessions.remove(session.id());
    session.aliases().forEach(state.sessions::remove);
    state.refresh(session.room());
  }

  private static void queue(RoomsState state, QueryQueued event) {
    Session session = session(state, event.sessionId());
    Query query = new Query(event, session, state.offset(), state.clock());
    session.addQuery(query, event.idempotencyKey());
    session.room().queryQueued(1);
    session.room().waits(query);
    state.queries.put(query.id(), query);
    PoolState pool = pool(state, event.pool());
    pool.enqueue(query);
    state.refresh(pool);
    state.refresh(session.room());
  }

  private static void match(RoomsState state, QueryMatched event) {
    Query live = state.query(event.liveQueryId());
    if (live != null && state.queries.putIfAbsent(event.queryId(), live) == null) {
      live.addAlias(event.queryId());
    }
  }

  private static void assign(RoomsState state, QueryAssigned event) {
    Query query = query(state, event.queryId());
    PoolState pool = pool(state, event.pool());
    pool.dequeue(query);
    query.session().room().queryQueued(-1);
    query.assign(event.slot());
    pool.slots().add(event.slot(), query);
    state.refresh(pool);
  }

  private static void start(RoomsState state, QueryStarted event) {
    Query query = query(state, event.queryId());
    query.start(event.attempt(), state.clock());
    waitsNoMore(state, query);
  }

  private static void waitsNoMore(RoomsState state, Query query) {
    RoomState room = query.session().room();
    room.waitsNoMore(query);
    state.refresh(room);
  }

  /** Gives a query its outcome before any worker says that nothing runs. */
  private static void settle(RoomsState state, UUID queryId, QueryState outcome) {
    Query query = query(state, queryId);
    query.session().removeQuery(query);
    query.settle(outcome);
    waitsNoMore(state, query);
    if (query.slot() < 0) {
      PoolState pool = pool(state, query.pool());
      pool.dequeue(query);
      query.session().room().queryQueued(-1);
      forget(state, query);
      state.refresh(pool);
    }
  }

  private static void leaveSlot(RoomsState state, UUID queryId, int slot) {
    Query query = query(state, queryId);
    PoolState pool = pool(state, query.pool());
    pool.slots().removeCurrent(slot, query);
    query.session().removeQuery(query);
    waitsNoMore(state, query);
    forget(state, query);
    state.refresh(pool);
  }

  private static void forget(RoomsState state, Query query) {
    state.queries.remove(query.id());
    query.aliases().forEach(state.queries::remove);
  }

  private static void configure(RoomsState state, RoomConfigured event) {
    RoomState room =
        state.rooms.computeIfAbsent(event.room(), name -> new RoomState(name, event.settings()));
    room.configure(event.settings(), event.source());
    if (event.scheduledAt() != null) {
      room.schedule().capacityReached(event.scheduledAt());
    }
    state.refresh(room);
  }

  private static void configure(RoomsState state, PoolConfigured event) {
    PoolState pool =
        state.pools.computeIfAbsent(event.pool(), name -> new PoolState(name, event.settings()));
    pool.configure(event.settings(), event.source());
    state.refresh(pool);
  }

  private static void setStatus(
      RoomsState state, String name, RoomStatus status, @Nullable Stage stage) {
    change(state, name, room -> room.setStatus(status, stage));
  }

  private static void close(
      RoomsState state, String name, RoomStatus status, @Nullable Long scheduledAt) {
    setStatus(state, name, status, null);
    if (scheduledAt != null) {
      change(state, name, room -> room.schedule().closed(scheduledAt));
    }
  }

  private static void draw(RoomsState state, SessionsDrawn event) {
    RoomState room = room(state, event.room());
    long ticket = event.firstTicket();
    for (UUID id : event.sessionIds()) {
      room.redraw(session(state, id), ticket++);
    }
    state.refresh(room);
  }

  private static void change(RoomsState state, String name, Consumer<RoomState> change) {
    RoomState room = room(state, name);
    change.accept(room);
    state.refresh(room);
  }

  private static void changePool(RoomsState state, String name, Consumer<PoolState> change) {
    PoolState pool = pool(state, name);
    change.accept(pool);
    state.refresh(pool);
  }

  private static RoomState room(RoomsState state, String name) {
    return known("room", name, state.room(name));
  }

  private static PoolState pool(RoomsState state, String name) {
    return known("pool", name, state.pool(name));
  }

  private static Session session(RoomsState state, UUID id) {
    return known("session", id, state.session(id));
  }

  private static Query query(RoomsState state, UUID id) {
    return known("query", id, state.query(id));
  }

  private static <T> T known(String what, Object name, @Nullable T found) {
    if (found == null) {
      throw new IllegalStateException(
          "Expected to evolve " + what + " '" + name + "', but there is none");
    }
    return found;
  }
}
