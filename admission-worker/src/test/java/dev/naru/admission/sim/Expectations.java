package dev.naru.admission.sim;

import dev.naru.model.EndReason;
import dev.naru.model.HoldReason;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomStatus;
import dev.naru.model.command.AdvanceDraw;
import dev.naru.model.command.Announce;
import dev.naru.model.command.CancelDraw;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.CloseRoom;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.DrainRoom;
import dev.naru.model.command.EvictSession;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.MoveSession;
import dev.naru.model.command.OpenRoom;
import dev.naru.model.command.PauseAdmission;
import dev.naru.model.command.PlacePool;
import dev.naru.model.command.PrepareDraw;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.ResumeAdmission;
import dev.naru.model.command.ScheduleRoom;
import dev.naru.model.command.StartQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.command.Tick;
import dev.naru.model.command.TransferSession;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Announced;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolPlaced;
import dev.naru.model.event.PoolReleased;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.RoomScheduled;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionTransferred;
import dev.naru.model.event.SlotFreed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a command must come to by the design, apart from what follows from it. Refusals are given
 * with an empty message.
 */
final class Expectations {
  private final Model model;
  private final DrawExpectations draws;

  Expectations(Model model) {
    this.model = model;
    this.draws = new DrawExpectations(model);
  }

  /**
   * Returns the events.
   *
   * @param found what the core came to; looked at only where the design leaves a choice
   */
  List<Event> of(@Nullable Command command, @Nullable Event found) {
    return switch (command) {
      case null -> List.of(refusal("Unreadable", RefusalReason.UNREADABLE, null, null, null, null));
      case RequestSession c -> request(c, found);
      case LeaveSession c -> leave(c, c.sessionId(), EndReason.LEFT);
      case EvictSession c -> leave(c, c.sessionId(), EndReason.EVICTED);
      case TransferSession c -> transfer(c);
      case MoveSession c -> move(c, found);
      case ExpireSessions c -> expire(c);
      case SubmitQuery c -> submit(c);
      case CancelQuery c -> cancel(c);
      case StartQuery c -> start(c);
      case FinishQuery c -> finish(c);
      case ConfigureRoom c -> configure(c);
      case ConfigurePool c -> configure(c);
      case HoldPool c -> hold(c);
      case ReleasePool c -> release(c);
      case PlacePool c -> place(c);
      case PauseAdmission c -> change(c, c.room(), false, new AdmissionPaused(c.room()));
      case ResumeAdmission c -> change(c, c.room(), true, new AdmissionResumed(c.room()));
      case OpenRoom c -> change(c, c.room(), RoomStatus.OPEN, new RoomOpened(c.room()));
      case CloseRoom c -> change(c, c.room(), RoomStatus.CLOSED, new RoomClosed(c.room()));
      case DrainRoom c -> change(c, c.room(), RoomStatus.DRAINING, new RoomDrained(c.room()));
      case ScheduleRoom c -> schedule(c);
      case Announce c -> announce(c);
      case PrepareDraw c -> draws.prepare(c);
      case AdvanceDraw c -> draws.advance(c);
      case CancelDraw c -> draws.cancel(c);
      case Tick c -> List.of();
    };
  }

  /** Which order a moved one gets between its neighbours is left open. */
  private List<Event> move(MoveSession c, @Nullable Event found) {
    ModelSession session = model.sessions.get(c.sessionId());
    if (session == null) {
      return refuse(c, RefusalReason.UNKNOWN_SESSION);
    }
    if (session.active) {
      return refuse(c, RefusalReason.SESSION_NOT_WAITING);
    }
    if (session.room.status == RoomStatus.PRE_QUEUE && session.room.schedule.isDrawn()) {
      return refuse(c, RefusalReason.NOT_DUE);
    }
    int from = session.room.line.indexOf(session) + 1;
    int to = Math.min(c.position(), session.room.line.size());
    double order = found instanceof SessionMoved moved ? moved.order() : session.order;
    return from == to
        ? refuse(c, RefusalReason.NOT_DUE)
        : List.of(
            new SessionMoved(
                session.id, session.room.name, from, to, session.order, order, c.reason()));
  }

  private List<Event> configure(ConfigurePool c) {
    return model.placements.getOrDefault(c.pool(), 0) == 0
        ? List.of(new PoolConfigured(c.pool(), c.settings(), c.source()))
        : refuse(c, RefusalReason.NOT_DUE);
  }

  private List<Event> hold(HoldPool c) {
    ModelPool pool = model.pools.get(c.pool());
    if (pool == null) {
      return refuse(c, RefusalReason.UNKNOWN_POOL);
    }
    long until = c.forMillis() == 0 ? 0 : model.clock + c.forMillis();
    boolean stronger = pool.held == HoldReason.UPSTREAM && c.reason() == HoldReason.OPERATOR;
    boolean longer =
        pool.held == c.reason() && pool.heldUntil != 0 && (until == 0 || until > pool.heldUntil);
    return pool.held == null || stronger || longer
        ? List.of(new PoolHeld(pool.name, c.reason(), until))
        : refuse(c, RefusalReason.NOT_DUE);
  }

  private List<Event> release(ReleasePool c) {
    ModelPool pool = model.pools.get(c.pool());
    if (pool == null) {
      return refuse(c, RefusalReason.UNKNOWN_POOL);
    }
    boolean meant = pool.held != null && (c.reason() == null || c.reason() == pool.held);
    return meant
        ? List.of(new PoolReleased(pool.name, pool.held))
        : refuse(c, RefusalReason.NOT_DUE);
  }

  private List<Event> place(PlacePool c) {
    if (placeOf(c.pool()) >= 0) {
      return refuse(c, RefusalReason.NOT_DUE);
    }
    for (String other : c.beside()) {
      if (placeOf(other) >= 0) {
        return List.of(new PoolPlaced(c.pool(), placeOf(other)));
      }
    }
    int best = 0;
    for (int partition = c.partitions() - 1; partition >= 0; partition--) {
      best = poolsOn(partition) <= poolsOn(best) ? partition : best;
    }
    return List.of(new PoolPlaced(c.pool(), best));
  }

  private int placeOf(String pool) {
    return model.placements.getOrDefault(pool, model.pools.containsKey(pool) ? 0 : -1);
  }

  private int poolsOn(int partition) {
    Set<String> all = new HashSet<>(model.pools.keySet());
    all.addAll(model.placements.keySet());
    return (int) all.stream().filter(pool -> placeOf(pool) == partition).count();
  }

  private List<Event> request(RequestSession c, @Nullable Event found) {
    ModelRoom room = model.rooms.get(c.room());
    if (room == null) {
      return refuse(c, RefusalReason.UNKNOWN_ROOM);
    }
    ModelSession sameId = model.sessions.get(c.sessionId());
    if (sameId != null) {
      return sameId.room == room && sameId.userKey.equals(c.userKey())
          ? matched(c, sameId.id)
          : refuse(c, RefusalReason.ID_TAKEN);
    }
    Model.KeyUse use = model.key(c.room(), c.idempotencyKey());
    if (use != null) {
      return use.userKey().equals(c.userKey())
          ? matched(c, use.sessionId())
          : refuse(c, RefusalReason.KEY_REUSED);
    }
    ModelSession live = model.liveSession(room, c.userKey());
    if (live != null) {
      return matched(c, live.id);
    }
    return switch (room.status) {
      case CLOSED -> refuse(c, RefusalReason.ROOM_CLOSED);
      case DRAINING -> refuse(c, RefusalReason.ROOM_DRAINING);
      case OPEN, PRE_QUEUE ->
          hasPlace(room, found) ? queued(room, c) : refuse(c, RefusalReason.LINE_FULL);
    };
  }

  /**
   * A place in the line, or one that is not needed because nobody waits and a seat is free. How
   * much a new rate remembers of the time before it was set is left open.
   */
  private boolean hasPlace(ModelRoom room, @Nullable Event found) {
    boolean seat = room.line.isEmpty() && room.hasSeat();
    boolean strict = room.rateAllowsStrictly(model.clock);
    boolean open = !strict && room.rateAllows(model.clock);
    boolean atOnce = seat && (strict || (open && found instanceof SessionQueued));
    return atOnce || room.line.size() < room.settings.maxWaiting();
  }

  private static List<Event> queued(ModelRoom room, RequestSession c) {
    return List.of(
        new SessionQueued(
            c.sessionId(),
            c.room(),
            c.userKey(),
            room.lastTicket + 1,
            room.line.size(),
            c.idempotencyKey()));
  }

  private static List<Event> matched(RequestSession c, UUID live) {
    return List.of(
        new SessionMatched(c.sessionId(), live, c.room(), c.userKey(), c.idempotencyKey()));
  }

  private List<Event> transfer(TransferSession c) {
    ModelSession session = model.sessions.get(c.sessionId());
    if (session == null) {
      return refuse(c, RefusalReason.UNKNOWN_SESSION);
    }
    return session.transfer != null && session.transfer.offset() > c.tokenOffset()
        ? refuse(c, RefusalReason.NOT_DUE)
        : List.of(new SessionTransferred(session.id, session.room.name, c.transferId()));
  }

  private List<Event> leave(Command c, UUID id, EndReason reason) {
    ModelSession session = model.sessions.get(id);
    return session == null ? refuse(c, RefusalReason.UNKNOWN_SESSION) : ended(session, reason);
  }

  private List<Event> expire(ExpireSessions c) {
    List<Event> events = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    for (UUID id : c.sessionIds()) {
      ModelSession session = model.sessions.get(id);
      boolean own = session != null && session.id.equals(id) && session.room.name.equals(c.room());
      boolean rightState = own && session.active == (c.reason() != EndReason.ABANDONED);
      if (rightState && session.unfinished.isEmpty() && seen.add(id)) {
        events.addAll(ended(session, c.reason()));
      }
    }
    if (!model.rooms.containsKey(c.room())) {
      return refuse(c, RefusalReason.UNKNOWN_ROOM);
    }
    return events.isEmpty() ? refuse(c, RefusalReason.NOT_DUE) : events;
  }

  static List<Event> ended(ModelSession session, EndReason reason) {
    List<Event> events = new ArrayList<>();
    for (ModelQuery query : session.unfinished) {
      events.add(cancelled(query, QueryCancelled.Cause.SESSION_ENDED));
    }
    events.add(new SessionEnded(session.id, session.room.name, reason));
    return events;
  }

  private static QueryCancelled cancelled(ModelQuery query, QueryCancelled.Cause because) {
    return new QueryCancelled(query.id, query.session.id, query.asked.pool(), query.slot, because);
  }

  private List<Event> submit(SubmitQuery c) {
    ModelSession session = model.sessions.get(c.sessionId());
    ModelQuery sameId = model.queries.get(c.queryId());
    if (sameId != null) {
      UUID asking = session == null ? c.sessionId() : session.id;
      boolean same =
          sameId.session.id.equals(asking) && asksTheSame(sameId.session, sameId.asked, c);
      return same
          ? List.of(new QueryMatched(c.queryId(), sameId.id, asking))
          : refuse(c, RefusalReason.ID_TAKEN);
    }
    if (session == null) {
      return refuse(c, RefusalReason.SESSION_NOT_ACTIVE);
    }
    ModelSession.Asked keyed =
        c.idempotencyKey() == null ? null : session.keyed.get(c.idempotencyKey());
    if (keyed != null) {
      return asksTheSame(session, keyed, c)
          ? List.of(new QueryMatched(c.queryId(), keyed.queryId(), session.id))
          : refuse(c, RefusalReason.KEY_REUSED);
    }
    RefusalReason refusal = refusalToQueue(session, c);
    return refusal == null ? queued(session, c) : refuse(c, refusal);
  }

  private boolean asksTheSame(ModelSession session, ModelSession.Asked asked, SubmitQuery c) {
    ModelPool pool = poolOf(session, c);
    return pool != null && asked.isSame(c.payload(), pool.name, timeout(pool, c));
  }

  private @Nullable RefusalReason refusalToQueue(ModelSession session, SubmitQuery c) {
    var limits = session.room.settings.queries();
    ModelPool pool = poolOf(session, c);
    if (!session.active) {
      return RefusalReason.SESSION_NOT_ACTIVE;
    }
    if (pool == null) {
      return RefusalReason.POOL_NOT_IN_ROOM;
    }
    if (c.payload().text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
        > limits.maxPayload().bytes()) {
      return RefusalReason.PAYLOAD_TOO_LARGE;
    }
    if (session.unfinished.size() >= limits.perSession()) {
      return RefusalReason.SESSION_QUERIES_FULL;
    }
    boolean atOnce = pool.queue.isEmpty() && pool.hasFreeSlot();
    boolean full = queuedOf(session.room) >= limits.maxQueued();
    return full && !atOnce ? RefusalReason.ROOM_QUERIES_FULL : null;
  }

  private List<Event> queued(ModelSession session, SubmitQuery c) {
    ModelPool pool = Check.found("pool", c, poolOf(session, c));
    return List.of(
        new QueryQueued(
            c.queryId(),
            session.id,
            session.room.name,
            pool.name,
            c.payload(),
            timeout(pool, c),
            c.idempotencyKey()));
  }

  long queuedOf(ModelRoom room) {
    return model.pools.values().stream()
        .flatMap(pool -> pool.queue.stream())
        .filter(query -> query.session.room == room)
        .count();
  }

  private @Nullable ModelPool poolOf(ModelSession session, SubmitQuery c) {
    List<String> pools = session.room.settings.pools();
    String name = c.pool() == null ? pools.getFirst() : c.pool();
    return pools.contains(name) ? model.pools.get(name) : null;
  }

  private static long timeout(ModelPool pool, SubmitQuery c) {
    long most = pool.settings.upstream().timeout().toMillis();
    return c.timeoutMillis() == 0 || c.timeoutMillis() > most ? most : c.timeoutMillis();
  }

  private List<Event> cancel(CancelQuery c) {
    ModelQuery query = model.queries.get(c.queryId());
    ModelSession session = model.sessions.get(c.sessionId());
    boolean own = query != null && session != null && session.id.equals(query.session.id);
    if (query == null || !own) {
      return refuse(c, RefusalReason.UNKNOWN_QUERY);
    }
    return query.isSettled()
        ? refuse(c, RefusalReason.ALREADY_FINISHED)
        : List.of(cancelled(query, QueryCancelled.Cause.REQUESTED));
  }

  private List<Event> start(StartQuery c) {
    ModelQuery query = model.queries.get(c.queryId());
    if (query == null) {
      return refuse(c, RefusalReason.UNKNOWN_QUERY);
    }
    if (query.isSettled()) {
      return refuse(c, RefusalReason.ALREADY_FINISHED);
    }
    ModelPool pool = model.pools.get(c.pool());
    if (pool == null || !pool.isWorkingOn(c.slot(), query)) {
      return refuse(c, RefusalReason.NOT_IN_SLOT);
    }
    return c.attempt() > query.attempt
        ? List.of(new QueryStarted(query.id, c.pool(), c.slot(), c.attempt(), c.worker()))
        : refuse(c, RefusalReason.NOT_DUE);
  }

  private List<Event> finish(FinishQuery c) {
    ModelQuery query = model.queries.get(c.queryId());
    if (query == null) {
      return refuse(c, RefusalReason.UNKNOWN_QUERY);
    }
    ModelPool pool = model.pools.get(c.pool());
    if (pool == null || !pool.isWorkingOn(c.slot(), query)) {
      return refuse(c, RefusalReason.NOT_IN_SLOT);
    }
    return query.isSettled()
        ? List.of(new SlotFreed(query.id, c.pool(), c.slot()))
        : List.of(
            new QueryFinished(
                query.id,
                query.session.id,
                c.pool(),
                c.slot(),
                c.attempt(),
                c.outcome(),
                c.result(),
                c.error()));
  }

  private List<Event> configure(ConfigureRoom c) {
    if (!model.pools.keySet().containsAll(c.settings().pools())) {
      return refuse(c, RefusalReason.UNKNOWN_POOL);
    }
    RoomConfigured event = new RoomConfigured(c.room(), c.settings(), c.source());
    ModelRoom room = model.rooms.get(c.room());
    boolean before = room != null && room.status == RoomStatus.PRE_QUEUE;
    return before && c.settings().schedule() == null
        ? List.of(event, new RoomOpened(c.room()))
        : List.of(event);
  }

  private List<Event> schedule(ScheduleRoom c) {
    ModelRoom room = model.rooms.get(c.room());
    if (room == null) {
      return refuse(c, RefusalReason.UNKNOWN_ROOM);
    }
    return ScheduleExpectations.allows(room, c, model.clock)
        ? List.of(new RoomScheduled(c.room(), c.opensAt(), c.closesAt(), c.seed()))
        : refuse(c, RefusalReason.NOT_DUE);
  }

  private List<Event> change(Command c, String name, boolean fromPaused, Event event) {
    ModelRoom room = model.rooms.get(name);
    return room == null
        ? refuse(c, RefusalReason.UNKNOWN_ROOM)
        : room.paused == fromPaused ? List.of(event) : refuse(c, RefusalReason.NOT_DUE);
  }

  private List<Event> change(Command c, String name, RoomStatus to, Event event) {
    ModelRoom room = model.rooms.get(name);
    return room == null
        ? refuse(c, RefusalReason.UNKNOWN_ROOM)
        : room.status != to ? List.of(event) : refuse(c, RefusalReason.NOT_DUE);
  }

  private List<Event> announce(Announce c) {
    ModelRoom room = model.rooms.get(c.room());
    if (room == null) {
      return refuse(c, RefusalReason.UNKNOWN_ROOM);
    }
    boolean again =
        room.announcement != null && room.announcement.announcementId().equals(c.announcementId());
    return again
        ? refuse(c, RefusalReason.ID_TAKEN)
        : List.of(new Announced(c.announcementId(), c.room(), c.text()));
  }

  private static List<Event> refuse(RequestSession c, RefusalReason reason) {
    return List.of(refusal("RequestSession", reason, c.room(), c.userKey(), c.sessionId(), null));
  }

  private static List<Event> refuse(SubmitQuery c, RefusalReason reason) {
    return List.of(refusal("SubmitQuery", reason, null, null, c.sessionId(), c.queryId()));
  }

  static List<Event> refuse(Command c, RefusalReason reason) {
    return List.of(refusal(c.getClass().getSimpleName(), reason, null, null, null, null));
  }

  private static CommandRefused refusal(
      String command,
      RefusalReason reason,
      @Nullable String room,
      @Nullable String userKey,
      @Nullable UUID sessionId,
      @Nullable UUID queryId) {
    return new CommandRefused(command, reason, "", room, userKey, sessionId, queryId);
  }
}
