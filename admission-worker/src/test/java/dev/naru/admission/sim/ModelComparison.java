package dev.naru.admission.sim;

import static dev.naru.admission.sim.Check.check;
import static dev.naru.admission.sim.Check.found;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.PoolView.Hold;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomView.KeyedRequest;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.Lottery;
import dev.naru.model.RoomStatus;
import dev.naru.model.SessionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares the live state with the model, field by field, through the read-only views. */
final class ModelComparison {
  private final Model model;
  private final Expectations expectations;

  ModelComparison(Model model, Expectations expectations) {
    this.model = model;
    this.expectations = expectations;
  }

  void compare(RoomsView state) {
    same("clock", model.clock, state.clock());
    same(
        "rooms",
        List.copyOf(model.rooms.keySet()),
        state.rooms().stream().map(RoomView::name).toList());
    same(
        "pools",
        List.copyOf(model.pools.keySet()),
        state.pools().stream().map(PoolView::name).toList());
    same("placements", model.placements, state.placements());
    model
        .rooms
        .values()
        .forEach(room -> compare(room, found("room", room.name, state.room(room.name))));
    model
        .pools
        .values()
        .forEach(pool -> compare(pool, found("pool", pool.name, state.pool(pool.name))));
    same("session ids", model.sessions.keySet(), java.util.Set.copyOf(state.sessionIds()));
    same("query ids", model.queries.keySet(), java.util.Set.copyOf(state.queryIds()));
    model.sessions.forEach(
        (id, session) -> compare(session, found("session", id, state.session(id))));
    model.queries.forEach((id, query) -> compare(query, found("query", id, state.query(id))));
    model.keys.keySet().forEach(scope -> compareKey(scope, state));
    compareDeadline(state.nextDeadline());
  }

  private void compare(ModelRoom room, RoomView view) {
    same("settings", room.settings, view.settings());
    same("file settings", room.fileSettings, view.fileSettings());
    same("status", room.status, view.status());
    same("paused", room.paused, view.paused());
    same("active", room.active.size(), view.active());
    same("last ticket", room.lastTicket, view.lastTicket());
    same("serving", room.serving, view.serving());
    same("queued queries", (int) expectations.queuedOf(room), view.queuedQueries());
    same("waiting", room.line.size(), view.waiting());
    same(
        "line",
        ids(room.line),
        view.firstWaiting(Integer.MAX_VALUE).stream().map(SessionView::id).toList());
    same("announcement", room.announcement, view.announcement());
    same("draws", room.draws, List.copyOf(view.draws()));
    List<ModelSession> present = new ArrayList<>(room.line);
    present.addAll(room.active);
    present.sort(Comparator.comparingLong(session -> session.ticket));
    same("present", ids(present), view.present().stream().map(SessionView::id).toList());
    present.forEach(
        session -> same("has won", room.hasWon(session.userKey), view.hasWon(session.userKey)));
    same("last news", room.lastNews, view.lastNews());
    compare(room.schedule, view);
    same("I3: places", room.joined, room.line.size() + room.active.size() + room.ended);
  }

  private static void compare(ModelSchedule schedule, RoomView view) {
    same("opening", schedule.opening, view.opening());
    same("stage", schedule.stage, view.stage());
    boolean unordered = view.status() == RoomStatus.PRE_QUEUE && schedule.isDrawn();
    same("unordered", unordered, view.isUnordered());
    Lottery lottery = view.lottery();
    same("promised", schedule.promised, lottery == null ? null : lottery.seedHash());
    same("drawn", schedule.kept, lottery != null && lottery.drawnAt() != null);
    check(!view.awaitsDrawing(), "a drawing was left undone");
  }

  private static List<UUID> ids(List<ModelSession> sessions) {
    return sessions.stream().map(session -> session.id).toList();
  }

  private static void compare(ModelPool pool, PoolView view) {
    same("settings", pool.settings, view.settings());
    same("file settings", pool.fileSettings, view.fileSettings());
    Hold hold = pool.held == null ? null : new Hold(pool.held, pool.heldSince, pool.heldUntil);
    same("hold", hold, view.hold());
    same("queued", pool.queue.size(), view.queued());
    same(
        "busy slots",
        (int) pool.slots.stream().filter(held -> !held.isEmpty()).count(),
        view.busySlots());
    QueryView oldest = view.oldestQueued();
    same(
        "oldest",
        pool.queue.isEmpty() ? null : pool.queue.getFirst().id,
        oldest == null ? null : oldest.id());
    for (int slot = 0; slot < pool.slots.size(); slot++) {
      List<ModelQuery> held = pool.slots.get(slot);
      same("slot " + slot, held.isEmpty() ? null : held.getFirst().id, view.current(slot));
    }
  }

  private static void compare(ModelSession session, SessionView view) {
    same("id", session.id, view.id());
    same("room", session.room.name, view.room().name());
    same("user", session.userKey, view.userKey());
    same(
        "user's session",
        session.id,
        found("user", session.userKey, view.room().sessionOf(session.userKey)).id());
    same("ticket", session.ticket, view.ticket());
    same("order", session.order, view.order());
    same("moved", session.moved, view.isMoved());
    same("state", session.active ? SessionState.ACTIVE : SessionState.WAITING, view.state());
    same("joined", session.joinedAt, view.joinedAt());
    same("admitted", session.admittedAt, view.admittedAt());
    same("expires", session.expiresAt, view.expiresAt());
    same("transfer", session.transfer, view.transfer());
    same("aliases", session.aliases, view.aliases());
    same(
        "queries",
        session.unfinished.stream().map(query -> query.id).toList(),
        view.unfinishedQueries().stream().map(QueryView::id).toList());
  }

  private static void compare(ModelQuery query, QueryView view) {
    same("id", query.id, view.id());
    same("session", query.session.id, view.sessionId());
    same("room", query.session.room.name, view.room());
    same("pool", query.asked.pool(), view.pool());
    same("state", query.state, view.state());
    same("slot", query.slot, view.slot());
    same("attempt", query.attempt, view.attempt());
    same("timeout", query.asked.timeoutMillis(), view.timeoutMillis());
    same("submitted", query.submittedAt, view.submittedAt());
    same("started", query.startedAt, view.startedAt());
    long startedBy = query.startedBy();
    same("waits until", startedBy == Long.MAX_VALUE ? 0 : startedBy, view.waitsUntil());
    same("payload", query.slot < 0 ? query.asked.payload() : null, view.payload());
    same("aliases", query.aliases, view.aliases());
  }

  private void compareKey(Model.KeyScope scope, RoomsView state) {
    Model.KeyUse use = model.key(scope.room(), scope.key());
    if (use != null) {
      KeyedRequest request = new KeyedRequest(use.sessionId(), use.userKey(), use.usedAt());
      RoomView room = found("room", scope.room(), state.room(scope.room()));
      same("key", request, room.request(scope.key(), model.clock));
    }
  }

  /** The deadline must not be missed: never after something becomes due by time alone. */
  private void compareDeadline(OptionalLong deadline) {
    long next = deadline.orElse(Long.MAX_VALUE);
    for (ModelRoom room : model.rooms.values()) {
      long moment = room.schedule.nextAt(room.status);
      check(next <= moment, "deadline %d is after the schedule's %d", next, moment);
      room.active.forEach(
          session -> check(next <= session.expiresAt, "deadline %d is after an expiry", next));
      room.draws.stream()
          .filter(draw -> !draw.phase().isOver())
          .forEach(draw -> check(next <= draw.until(), "deadline %d is after a draw's", next));
      boolean closedLine = !room.line.isEmpty() && room.status == RoomStatus.CLOSED;
      check(!closedLine || next <= model.clock, "deadline %d, and a closed line", next);
      boolean paced = !room.line.isEmpty() && room.hasSeat();
      check(
          !paced || next <= Math.max(model.clock, room.strictRelease()),
          "deadline %d is after the rate's",
          next);
    }
    model
        .queries
        .values()
        .forEach(query -> check(next <= query.startedBy(), "deadline %d is after a wait's", next));
    model.pools.values().stream()
        .filter(pool -> pool.held != null && pool.heldUntil != 0)
        .forEach(pool -> check(next <= pool.heldUntil, "deadline %d is after a hold's", next));
    boolean idle =
        model.pools.values().stream().anyMatch(pool -> !pool.queue.isEmpty() && pool.hasFreeSlot());
    check(!idle || next <= model.clock, "deadline %d, and a free slot", next);
  }

  private static void same(String what, @Nullable Object expected, @Nullable Object found) {
    check(Objects.equals(expected, found), "I6: %s should be %s, but is %s", what, expected, found);
  }
}
