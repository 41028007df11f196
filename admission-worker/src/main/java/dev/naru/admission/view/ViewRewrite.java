package dev.naru.admission.view;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.Draw;
import dev.naru.model.wire.ViewKeys;
import dev.naru.model.wire.WireFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the whole state into a new generation, a slice at a time between the loop's batches. A
 * slice shows things as they stand when it is made; what changes later comes with its batch, which
 * is written to the new generation too.
 */
public final class ViewRewrite {
  private static final int SLICE = 500;

  /** Each may name a thousand winners. */
  private static final int SLICE_DRAWS = 20;

  private static final int MOST_UNDER_WAY = 4;

  private final RoomsView state;
  private final ViewKeys keys;
  private final WireFormat wire;
  private final Deque<Draw> draws = new ArrayDeque<>();
  private final Deque<UUID> sessions;
  private final Deque<UUID> queries;
  private boolean begun;
  private boolean finished;

  public ViewRewrite(RoomsView state, ViewKeys keys, WireFormat wire) {
    this.state = state;
    this.keys = keys;
    this.wire = wire;
    state.rooms().forEach(room -> draws.addAll(room.draws()));
    this.sessions = new ArrayDeque<>(state.sessionIds());
    this.queries = new ArrayDeque<>(state.queryIds());
  }

  /**
   * Returns the writer's next task, to be run in its turn after the batches before; null if it is
   * not time yet.
   */
  public @Nullable Runnable next(ViewWriter writer) {
    if (finished || writer.slicesUnderWay() >= MOST_UNDER_WAY) {
      return null;
    }
    if (begun && draws.isEmpty() && sessions.isEmpty() && queries.isEmpty()) {
      finished = true;
      return writer::finishRewrite;
    }
    ViewWrites slice = new ViewWrites(keys, wire);
    if (!begun) {
      begun = true;
      state.rooms().forEach(slice::settings);
      state.rooms().forEach(room -> slice.room(room, RoomHold.of(room, state)));
      state.rooms().forEach(slice::announcement);
      state.pools().forEach(slice::settings);
      state.pools().forEach(slice::pool);
      state.pools().forEach(pool -> addSlots(slice, pool));
    }
    for (int i = 0; i < SLICE_DRAWS && !draws.isEmpty(); i++) {
      addDraw(slice, draws.removeFirst());
    }
    for (int i = 0; i < SLICE && draws.isEmpty() && !sessions.isEmpty(); i++) {
      addSession(slice, sessions.removeFirst());
    }
    for (int i = 0; i < SLICE && draws.isEmpty() && sessions.isEmpty() && !queries.isEmpty(); i++) {
      addQuery(slice, queries.removeFirst());
    }
    return () -> writer.writeSlice(slice.writes());
  }

  /** As it is now: it may have gone on, or be forgotten. */
  private void addDraw(ViewWrites slice, Draw known) {
    RoomView room = state.room(known.room());
    Draw draw = room == null ? null : room.draw(known.drawId());
    if (draw != null) {
      slice.draw(draw);
    }
  }

  private static void addSlots(ViewWrites slice, PoolView pool) {
    for (int slot = 0; slot < pool.slotCount(); slot++) {
      if (pool.current(slot) != null) {
        slice.slot(pool, slot);
      }
    }
  }

  private void addSession(ViewWrites slice, UUID id) {
    SessionView session = state.session(id);
    if (session == null) {
      return;
    }
    if (session.id().equals(id)) {
      slice.live(session);
    } else {
      slice.alias(id, session.id(), true);
    }
  }

  private void addQuery(ViewWrites slice, UUID id) {
    QueryView query = state.query(id);
    if (query == null || query.state().isTerminal()) {
      return;
    }
    if (query.id().equals(id)) {
      slice.unfinished(query);
    } else {
      slice.alias(id, query.id(), true);
    }
  }
}
