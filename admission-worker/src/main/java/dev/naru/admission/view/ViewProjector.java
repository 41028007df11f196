package dev.naru.admission.view;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.admission.view.ViewUpdate.ActiveChange;
import dev.naru.admission.view.ViewWrites.EndedSession;
import dev.naru.admission.view.ViewWrites.FinishedQuery;
import dev.naru.model.Draw;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
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
import dev.naru.model.wire.ViewKeys;
import dev.naru.model.wire.WireFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a batch changes. It sees each event before the state does, because an end makes the
 * state forget; what still lives is read once, after the batch. Belongs to the loop's thread.
 */
public final class ViewProjector {
  private final RoomsView state;
  private final ViewKeys keys;
  private final WireFormat wire;

  private ViewWrites endings;
  private final Set<UUID> liveSessions = new LinkedHashSet<>();
  private final Set<UUID> drawnSessions = new LinkedHashSet<>();
  private final Set<UUID> unfinishedQueries = new LinkedHashSet<>();
  private final Set<String> rooms = new LinkedHashSet<>();
  private final Set<String> configuredRooms = new LinkedHashSet<>();
  private final Set<String> configuredPools = new LinkedHashSet<>();
  private final Set<String> pools = new LinkedHashSet<>();
  private final Map<String, Set<Integer>> slots = new LinkedHashMap<>();
  private final Set<String> announced = new LinkedHashSet<>();
  private final Set<ChangedDraw> draws = new LinkedHashSet<>();
  private final Map<UUID, UUID> sessionAliases = new LinkedHashMap<>();
  private final Map<UUID, UUID> queryAliases = new LinkedHashMap<>();
  private final Map<String, Integer> activeBefore = new LinkedHashMap<>();

  public ViewProjector(RoomsView state, ViewKeys keys, WireFormat wire) {
    this.state = state;
    this.keys = keys;
    this.wire = wire;
    this.endings = new ViewWrites(keys, wire);
  }

  /** Takes note of one event; the state must still be as it was before it. */
  public void before(Envelope envelope) {
    long at = envelope.clock();
    switch (envelope.event()) {
      case SessionQueued event -> touch(event.sessionId(), event.room());
      case SessionAdmitted event -> {
        activeBefore(event.room());
        touch(event.sessionId(), event.room());
      }
      case SessionTransferred event -> liveSessions.add(event.sessionId());
      case SessionMoved event -> touch(event.sessionId(), event.room());
      case SessionEnded event -> ended(event, at);
      case SessionMatched event -> alias(event.sessionId(), event.liveSessionId(), sessionAliases);
      case QueryQueued event -> unfinishedQueries.add(event.queryId());
      case QueryAssigned event -> {
        unfinishedQueries.add(event.queryId());
        touch(event.pool(), event.slot());
      }
      case QueryStarted event -> unfinishedQueries.add(event.queryId());
      case QueryMatched event -> alias(event.queryId(), event.liveQueryId(), queryAliases);
      case QueryCancelled event -> settled(event.queryId(), QueryState.CANCELLED, null, at);
      case QueryTimedOut event -> settled(event.queryId(), QueryState.TIMED_OUT, event.error(), at);
      case QueryFinished event -> finished(event, at);
      case RoomConfigured event -> configuredRooms.add(event.room());
      case PoolConfigured event -> configuredPools.add(event.pool());
      case AdmissionPaused event -> rooms.add(event.room());
      case AdmissionResumed event -> rooms.add(event.room());
      case RoomScheduled event -> rooms.add(event.room());
      case PreQueueBegan event -> rooms.add(event.room());
      case RoomOpened event -> rooms.add(event.room());
      case RoomClosed event -> rooms.add(event.room());
      case RoomDrained event -> rooms.add(event.room());
      case LotteryDrawn event -> rooms.add(event.room());
      case SessionsDrawn event -> drawnSessions.addAll(event.sessionIds());
      case Announced event -> announced.add(event.room());
      case DrawPrepared event -> prepared(event);
      case DrawStarted event -> changed(event.room(), event.drawId());
      case WinnersDrawn event -> changed(event.room(), event.drawId());
      case DrawFinished event -> changed(event.room(), event.drawId());
      case DrawCancelled event -> changed(event.room(), event.drawId());
      case CommandRefused event -> refused(event, at);
      case PoolHeld event -> held(event.pool());
      case PoolReleased event -> held(event.pool());
      case PoolPlaced event -> {} // a pool is shown where it lives
      case SlotFreed event -> {
        unfinishedQueries.remove(event.queryId());
        touch(event.pool(), event.slot());
      }
      case TermBegan event -> {}
      case TimePassed event -> {}
    }
  }

  /**
   * Returns what the batch changed, and begins the next. The state must be as the batch left it.
   */
  public ViewUpdate drain() {
    ViewWrites writes = endings;
    sessionAliases.forEach((id, live) -> writes.alias(id, live, state.session(live) != null));
    queryAliases.forEach((id, live) -> writes.alias(id, live, state.query(live) != null));
    for (UUID id : liveSessions) {
      SessionView session = state.session(id);
      if (session != null) {
        writes.live(session);
      }
    }
    for (UUID id : drawnSessions) {
      SessionView session = state.session(id);
      if (session != null && !liveSessions.contains(id)) {
        writes.ticket(session);
      }
    }
    for (UUID id : unfinishedQueries) {
      QueryView query = state.query(id);
      if (query != null && !query.state().isTerminal()) {
        writes.unfinished(query);
      }
    }
    announced.forEach(name -> announcement(writes, name));
    draws.forEach(changed -> draw(writes, changed));
    rooms.addAll(configuredRooms);
    rooms.forEach(name -> room(writes, name));
    pools.addAll(configuredPools);
    pools.forEach(name -> pool(writes, name));
    slots.forEach((pool, numbers) -> slots(writes, pool, numbers));
    ViewUpdate update = new ViewUpdate(state.offset(), activeChanges(), writes.writes());
    clear();
    return update;
  }

  private void clear() {
    endings = new ViewWrites(keys, wire);
    List.of(liveSessions, drawnSessions, unfinishedQueries).forEach(Set::clear);
    List.of(rooms, configuredRooms, pools, configuredPools, announced).forEach(Set::clear);
    draws.clear();
    List.of(sessionAliases, queryAliases, slots).forEach(Map::clear);
    activeBefore.clear();
  }

  private void touch(UUID sessionId, String room) {
    liveSessions.add(sessionId);
    rooms.add(room);
  }

  private void touch(String pool, int slot) {
    slots.computeIfAbsent(pool, it -> new LinkedHashSet<>()).add(slot);
  }

  private void held(String pool) {
    pools.add(pool);
    RoomHold.roomsOf(pool, state).forEach(rooms::add);
  }

  private void ended(SessionEnded event, long at) {
    SessionView session = state.session(event.sessionId());
    if (session == null) {
      return;
    }
    if (session.state() == SessionState.ACTIVE) {
      activeBefore(event.room());
    }
    liveSessions.remove(session.id());
    rooms.add(event.room());
    endings.ended(EndedSession.of(session, event.reason(), at));
  }

  private void prepared(DrawPrepared event) {
    RoomView room = state.room(event.room());
    Draw displaced = room == null ? null : room.displacedDraw();
    if (displaced != null) {
      endings.forgotten(displaced);
    }
    changed(event.room(), event.drawId());
  }

  private void changed(String room, UUID drawId) {
    draws.add(new ChangedDraw(room, drawId));
  }

  private void settled(UUID queryId, QueryState outcome, @Nullable RawJson error, long at) {
    QueryView query = state.query(queryId);
    if (query != null) {
      unfinishedQueries.remove(query.id());
      endings.finished(FinishedQuery.of(query, outcome, query.attempt(), at, null, error));
      endings.heard(query.room(), query.sessionId(), at);
    }
  }

  private void finished(QueryFinished event, long at) {
    touch(event.pool(), event.slot());
    QueryView query = state.query(event.queryId());
    if (query != null) {
      unfinishedQueries.remove(query.id());
      endings.finished(
          FinishedQuery.of(
              query, event.outcome(), event.attempt(), at, event.result(), event.error()));
      // whoever waited for an answer was not idle meanwhile
      endings.heard(query.room(), query.sessionId(), at);
    }
  }

  private void refused(CommandRefused event, long at) {
    UUID sessionId = event.sessionId();
    UUID queryId = event.queryId();
    if (event.command().equals("RequestSession")
        && sessionId != null
        && state.session(sessionId) == null) {
      endings.refusedRequest(sessionId, event, at);
    }
    if (event.command().equals("SubmitQuery") && queryId != null && state.query(queryId) == null) {
      endings.refusedQuery(queryId, event, at);
    }
  }

  private static void alias(UUID id, UUID live, Map<UUID, UUID> aliases) {
    if (!id.equals(live)) {
      aliases.put(id, live);
    }
  }

  private void activeBefore(String name) {
    RoomView room = state.room(name);
    if (room != null) {
      activeBefore.putIfAbsent(name, room.active());
    }
  }

  private List<ActiveChange> activeChanges() {
    List<ActiveChange> changes = new ArrayList<>(activeBefore.size());
    activeBefore.forEach(
        (name, before) -> {
          RoomView room = state.room(name);
          if (room != null) {
            changes.add(
                new ActiveChange(
                    ViewKeys.active(name), room.settings().capacity(), room.active() - before));
          }
        });
    return changes;
  }

  private void room(ViewWrites writes, String name) {
    RoomView room = state.room(name);
    if (room != null) {
      writes.room(room, RoomHold.of(room, state));
      if (configuredRooms.contains(name)) {
        writes.settings(room);
      }
    }
  }

  private void slots(ViewWrites writes, String name, Set<Integer> numbers) {
    PoolView pool = state.pool(name);
    if (pool != null) {
      numbers.forEach(number -> writes.slot(pool, number));
    }
  }

  private void announcement(ViewWrites writes, String name) {
    RoomView room = state.room(name);
    if (room != null) {
      writes.announcement(room);
    }
  }

  private void draw(ViewWrites writes, ChangedDraw changed) {
    RoomView room = state.room(changed.room());
    Draw draw = room == null ? null : room.draw(changed.id());
    if (draw != null) {
      writes.draw(draw);
    }
  }

  private void pool(ViewWrites writes, String name) {
    PoolView pool = state.pool(name);
    if (pool != null) {
      writes.pool(pool);
      if (configuredPools.contains(name)) {
        writes.settings(pool);
      }
    }
  }

  private record ChangedDraw(String room, UUID id) {}
}
