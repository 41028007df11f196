package dev.naru.admission.sim;

import static dev.naru.admission.sim.Check.check;
import static dev.naru.admission.sim.Check.found;

import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.admission.state.ScheduleView.Stage;
import dev.naru.admission.state.SessionView.Transfer;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.DrawPhase;
import dev.naru.model.QueryState;
import dev.naru.model.RoomStatus;
import dev.naru.model.SettingsSource;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Announced;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.DrawCancelled;
import dev.naru.model.event.DrawFinished;
import dev.naru.model.event.DrawPrepared;
import dev.naru.model.event.DrawStarted;
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
import dev.naru.model.wire.HashChain;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The reference model: written from the design, as plainly as can be. It applies events, and checks
 * of each whether the design allows it where the log stands.
 */
final class Model {
  static final long KEY_KEPT_MILLIS = 24L * 60 * 60 * 1000;

  final Map<String, ModelRoom> rooms = new TreeMap<>();
  final Map<String, ModelPool> pools = new TreeMap<>();

  /** Which partition each pool lives on that was placed. */
  final Map<String, Integer> placements = new TreeMap<>();

  /** Live sessions by id and alias. */
  final Map<UUID, ModelSession> sessions = new HashMap<>();

  /** Unfinished queries, and cancelled ones on a slot, by id and alias. */
  final Map<UUID, ModelQuery> queries = new HashMap<>();

  final Map<KeyScope, KeyUse> keys = new HashMap<>();
  long clock;

  /** Where the log stands: after the first event of a command, that command is in it. */
  long offset = -1;

  String chain = HashChain.GENESIS;

  record KeyScope(String room, String key) {}

  record KeyUse(UUID sessionId, String userKey, long usedAt) {}

  @Nullable KeyUse key(String room, @Nullable String key) {
    KeyUse use = key == null ? null : keys.get(new KeyScope(room, key));
    return use == null || clock >= use.usedAt() + KEY_KEPT_MILLIS ? null : use;
  }

  @Nullable ModelSession liveSession(ModelRoom room, String userKey) {
    for (ModelSession session : sessions.values()) {
      if (session.room == room && session.userKey.equals(userKey)) {
        return session;
      }
    }
    return null;
  }

  void apply(Event event) {
    switch (event) {
      case SessionQueued e -> queue(e);
      case SessionMatched e -> match(e);
      case SessionAdmitted e -> admit(e);
      case SessionTransferred e -> transfer(e);
      case SessionMoved e -> move(e);
      case SessionEnded e -> end(e);
      case QueryQueued e -> queue(e);
      case QueryMatched e -> match(e);
      case QueryAssigned e -> assign(e);
      case QueryStarted e -> start(e);
      case QueryCancelled e -> cancel(e);
      case QueryTimedOut e -> timeOut(e);
      case QueryFinished e -> free(e.queryId(), e.pool(), e.slot());
      case SlotFreed e -> free(e.queryId(), e.pool(), e.slot());
      case RoomConfigured e -> configure(e);
      case PoolConfigured e -> configure(e);
      case PoolHeld e -> hold(e);
      case PoolReleased e -> release(e);
      case PoolPlaced e -> {
        check(!placements.containsKey(e.pool()), "a pool is placed a second time: %s", e);
        placements.put(e.pool(), e.partition());
      }
      case AdmissionPaused e -> room(e.room()).paused = true;
      case AdmissionResumed e -> room(e.room()).paused = false;
      case RoomScheduled e -> schedule(e);
      case PreQueueBegan e -> {
        room(e.room()).status = RoomStatus.PRE_QUEUE;
        room(e.room()).schedule.stage = Stage.PRE_QUEUE;
      }
      case RoomOpened e -> open(e);
      case RoomClosed e -> close(e.room(), RoomStatus.CLOSED, e.scheduledAt());
      case RoomDrained e -> close(e.room(), RoomStatus.DRAINING, e.scheduledAt());
      case LotteryDrawn e -> draw(e);
      case SessionsDrawn e -> draw(e);
      case Announced e -> {
        ModelRoom room = room(e.room());
        room.announcement = new Announcement(e.announcementId(), e.text(), clock, ++room.lastNews);
      }
      case DrawPrepared e ->
          room(e.room())
              .prepared(
                  new Draw(
                      e.drawId(),
                      e.room(),
                      e.plan(),
                      DrawPhase.STANDBY,
                      clock,
                      e.until(),
                      e.seedHash(),
                      e.seed(),
                      null,
                      List.of(),
                      offset,
                      0));
      case DrawStarted e -> {
        ModelRoom room = room(e.room());
        e.winners()
            .forEach(
                winner ->
                    room.drawn(
                        e.drawId(),
                        found("winner", winner, sessions.get(winner.sessionId())).userKey));
        room.moved(e.drawId(), DrawPhase.STARTED, clock, e.until(), e.start(), e.winners());
      }
      case WinnersDrawn e -> {
        ModelRoom room = room(e.room());
        room.moved(e.drawId(), DrawPhase.REVEALED, clock, e.until(), e.start(), e.winners());
      }
      case DrawFinished e -> {
        Draw draw = found("draw", e, room(e.room()).draw(e.drawId()));
        room(e.room()).moved(e.drawId(), DrawPhase.DONE, clock, 0, draw.start(), draw.winners());
      }
      case DrawCancelled e -> {
        Draw draw = found("draw", e, room(e.room()).draw(e.drawId()));
        room(e.room()).moved(e.drawId(), DrawPhase.CANCELLED, clock, 0, draw.start(), List.of());
        room(e.room()).drawnUsers.remove(e.drawId());
      }
      case CommandRefused e -> {}
      case TermBegan e -> {}
      case TimePassed e -> {}
    }
  }

  private void schedule(RoomScheduled e) {
    ModelSchedule schedule = room(e.room()).schedule;
    schedule.opening = new Opening(e.opensAt(), e.closesAt(), e.seed());
    schedule.stage = schedule.stage == Stage.OVER ? Stage.SHUT : schedule.stage;
    if (e.seed() != null) {
      schedule.promised = HashChain.hashOf(HexFormat.of().parseHex(e.seed()));
      schedule.kept = false;
    }
  }

  private void open(RoomOpened e) {
    ModelRoom room = room(e.room());
    Opening opening = room.schedule.opening;
    boolean promised = opening != null && opening.seed() != null;
    room.schedule.awaitsDrawing =
        room.status == RoomStatus.PRE_QUEUE && room.schedule.isDrawn() && promised;
    room.status = RoomStatus.OPEN;
    room.schedule.stage = e.scheduledAt() == null ? room.schedule.stage : Stage.OPEN;
  }

  private void close(String name, RoomStatus status, @Nullable Long scheduledAt) {
    ModelRoom room = room(name);
    room.status = status;
    if (scheduledAt != null) {
      room.schedule.stage = scheduledAt == 0 ? Stage.SHUT : Stage.OVER;
    }
  }

  private void draw(LotteryDrawn e) {
    ModelSchedule schedule = room(e.room()).schedule;
    check(schedule.awaitsDrawing, "nothing was to be drawn: %s", e);
    check(e.chainHash().equals(chain), "chain is %s: %s", chain, e);
    String hash = HashChain.hashOf(HexFormat.of().parseHex(e.seed()));
    check(hash.equals(schedule.promised), "another seed was promised: %s", e);
    schedule.awaitsDrawing = false;
    schedule.kept = true;
  }

  private void draw(SessionsDrawn e) {
    ModelRoom room = room(e.room());
    for (UUID id : e.sessionIds()) {
      ModelSession session = found("session", id, sessions.get(id));
      check(room.line.remove(session), "I3: it stood nowhere: %s", id);
      session.ticket = ++room.lastTicket;
      session.order = session.ticket;
      session.moved = false;
      room.line.add(session);
    }
    check(room.lastTicket == e.firstTicket() + e.sessionIds().size() - 1, "tickets: %s", e);
  }

  private ModelRoom room(String name) {
    return found("room", name, rooms.get(name));
  }

  private void queue(SessionQueued e) {
    ModelRoom room = room(e.room());
    check(
        !sessions.containsKey(e.sessionId()), "I3: an id of a live session is given again: %s", e);
    check(liveSession(room, e.userKey()) == null, "I5: a second live session: %s", e);
    check(e.ticket() == room.lastTicket + 1, "I2: ticket after %d: %s", room.lastTicket, e);
    check(e.ahead() == room.line.size(), "%d are ahead: %s", room.line.size(), e);
    ModelSession session = new ModelSession(e.sessionId(), room, e.userKey(), e.ticket(), clock);
    room.lastTicket = e.ticket();
    room.joined++;
    room.line.add(session);
    sessions.put(session.id, session);
    remember(e.room(), e.idempotencyKey(), e.sessionId(), e.userKey());
  }

  private void match(SessionMatched e) {
    ModelSession live = sessions.get(e.liveSessionId());
    if (live != null && sessions.putIfAbsent(e.sessionId(), live) == null) {
      live.aliases.add(e.sessionId());
    }
    remember(e.room(), e.idempotencyKey(), e.liveSessionId(), e.userKey());
  }

  private void transfer(SessionTransferred e) {
    ModelSession session = found("session", e.sessionId(), sessions.get(e.sessionId()));
    check(session.id.equals(e.sessionId()), "a transfer of an alias: %s", e);
    session.transfer = new Transfer(e.transferId(), offset);
  }

  private void remember(String room, @Nullable String key, UUID sessionId, String userKey) {
    if (key != null && key(room, key) == null) {
      keys.put(new KeyScope(room, key), new KeyUse(sessionId, userKey, clock));
    }
  }

  private void admit(SessionAdmitted e) {
    ModelRoom room = room(e.room());
    check(room.hasSeat(), "I1: admitted without a seat: %s", e);
    check(room.rateAllows(clock), "admitted faster than the rate: %s", e);
    check(!room.line.isEmpty(), "admitted from an empty line: %s", e);
    ModelSession first = room.line.removeFirst();
    check(first.id.equals(e.sessionId()), "I2: %s was next, not %s", first.id, e);
    check(first.ticket == e.ticket(), "ticket is %d: %s", first.ticket, e);
    check(
        first.moved || first.ticket > room.serving,
        "I2: %d was served before: %s",
        room.serving,
        e);
    check(e.expiresAt() == clock + room.settings.sessionTtl().toMillis(), "expiry: %s", e);
    room.serving = first.moved ? room.serving : first.ticket;
    first.order = first.ticket;
    first.moved = false;
    room.active.add(first);
    room.admitted(clock);
    first.active = true;
    first.admittedAt = clock;
    first.expiresAt = e.expiresAt();
  }

  private void move(SessionMoved e) {
    ModelSession session = found("session", e.sessionId(), sessions.get(e.sessionId()));
    List<ModelSession> line = session.room.line;
    check(line.remove(session), "I3: it stood nowhere: %s", e);
    line.add(e.to() - 1, session);
    session.order = e.order();
    session.moved = true;
    boolean afterLast = e.to() == 1 || line.get(e.to() - 2).order < e.order();
    boolean beforeNext = e.to() == line.size() || e.order() < line.get(e.to()).order;
    check(afterLast && beforeNext, "I2: its order is not between its neighbours': %s", e);
    check(e.order() < session.room.lastTicket + 1, "I2: its order is after the next's: %s", e);
  }

  private void end(SessionEnded e) {
    ModelSession session = found("session", e.sessionId(), sessions.get(e.sessionId()));
    check(session.id.equals(e.sessionId()), "ended by an alias: %s", e);
    check(session.room.name.equals(e.room()), "another room's: %s", e);
    check(session.unfinished.isEmpty(), "ended with unfinished queries: %s", e);
    boolean stood = (session.active ? session.room.active : session.room.line).remove(session);
    check(stood, "I3: it stood nowhere: %s", e);
    session.room.ended++;
    sessions.remove(session.id);
    session.aliases.forEach(sessions::remove);
  }

  private void queue(QueryQueued e) {
    ModelSession session = found("session", e.sessionId(), sessions.get(e.sessionId()));
    check(session.active, "a query of a session that waits: %s", e);
    ModelSession.Asked asked =
        new ModelSession.Asked(e.queryId(), e.payload(), e.pool(), e.timeoutMillis());
    ModelQuery query = new ModelQuery(e.queryId(), session, asked, clock);
    check(queries.put(query.id, query) == null, "an id of a live query is given again: %s", e);
    session.unfinished.add(query);
    found("pool", e.pool(), pools.get(e.pool())).queue.add(query);
    if (e.idempotencyKey() != null) {
      session.keyed.put(e.idempotencyKey(), asked);
    }
  }

  private void match(QueryMatched e) {
    ModelQuery live = queries.get(e.liveQueryId());
    if (live != null && queries.putIfAbsent(e.queryId(), live) == null) {
      live.aliases.add(e.queryId());
    }
  }

  private void assign(QueryAssigned e) {
    ModelPool pool = found("pool", e.pool(), pools.get(e.pool()));
    check(!pool.queue.isEmpty(), "I4: nothing was queued: %s", e);
    check(pool.held == null, "I4: the pool is held: %s", e);
    ModelQuery oldest = pool.queue.removeFirst();
    check(oldest.id.equals(e.queryId()), "I4: %s is older than %s", oldest.id, e);
    check(pool.hasRoomOn(e.slot()), "I4: the slot is not free: %s", e);
    int load = pool.slots.get(e.slot()).size();
    check(load == pool.leastLoad(), "an emptier slot was there: %s", e);
    pool.slots.get(e.slot()).add(oldest);
    oldest.slot = e.slot();
  }

  private void start(QueryStarted e) {
    ModelQuery query = found("query", e.queryId(), queries.get(e.queryId()));
    check(pools.get(e.pool()).isWorkingOn(e.slot(), query), "I4: not on this slot: %s", e);
    check(!query.isSettled(), "settled before: %s", e);
    check(query.startedBy() > clock, "it waited too long: %s", e);
    check(e.attempt() > query.attempt, "attempt %d was before: %s", query.attempt, e);
    query.state = QueryState.RUNNING;
    query.attempt = e.attempt();
    query.startedAt = clock;
  }

  private void cancel(QueryCancelled e) {
    ModelQuery query = found("query", e.queryId(), queries.get(e.queryId()));
    check(query.session.id.equals(e.sessionId()), "another session's: %s", e);
    check(query.slot == e.slot(), "slot is %d: %s", query.slot, e);
    settle(query, e.pool(), QueryState.CANCELLED);
  }

  private void timeOut(QueryTimedOut e) {
    ModelQuery query = found("query", e.queryId(), queries.get(e.queryId()));
    check(query.startedBy() <= clock, "it may wait on: %s", e);
    check(query.session.id.equals(e.sessionId()), "another session's: %s", e);
    check(query.slot == e.slot(), "slot is %d: %s", query.slot, e);
    check(e.error().text().contains("\"QUEUE_TIMED_OUT\""), "another error: %s", e);
    settle(query, e.pool(), QueryState.TIMED_OUT);
  }

  private void settle(ModelQuery query, String pool, QueryState outcome) {
    check(!query.isSettled(), "settled before: %s", query.id);
    query.session.unfinished.remove(query);
    query.state = outcome;
    if (query.slot < 0) {
      check(pools.get(pool).queue.remove(query), "not in this pool's queue: %s", query.id);
      forget(query);
    }
  }

  private void hold(PoolHeld e) {
    ModelPool pool = found("pool", e.pool(), pools.get(e.pool()));
    pool.heldSince = pool.held == null ? clock : pool.heldSince;
    pool.held = e.reason();
    pool.heldUntil = e.until();
  }

  private void release(PoolReleased e) {
    ModelPool pool = found("pool", e.pool(), pools.get(e.pool()));
    check(pool.held == e.reason(), "held for %s: %s", pool.held, e);
    pool.held = null;
  }

  private void free(UUID queryId, String poolName, int slot) {
    ModelQuery query = found("query", queryId, queries.get(queryId));
    ModelPool pool = found("pool", poolName, pools.get(poolName));
    check(pool.isWorkingOn(slot, query), "I4: slot %d does not work on %s", slot, queryId);
    pool.slots.get(slot).removeFirst();
    query.session.unfinished.remove(query);
    forget(query);
  }

  private void forget(ModelQuery query) {
    queries.remove(query.id);
    query.aliases.forEach(queries::remove);
  }

  private void configure(RoomConfigured e) {
    ModelRoom room = rooms.computeIfAbsent(e.room(), name -> new ModelRoom(name, e.settings()));
    room.configure(e.settings());
    if (e.scheduledAt() != null) {
      room.schedule.capacityUntil = e.scheduledAt();
    }
    if (e.source() == SettingsSource.FILE) {
      room.fileSettings = e.settings();
    }
  }

  private void configure(PoolConfigured e) {
    ModelPool pool = pools.computeIfAbsent(e.pool(), name -> new ModelPool(name, e.settings()));
    pool.configure(e.settings());
    if (e.source() == SettingsSource.FILE) {
      pool.fileSettings = e.settings();
    }
  }
}
