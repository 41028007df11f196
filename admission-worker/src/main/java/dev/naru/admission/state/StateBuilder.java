package dev.naru.admission.state;

import dev.naru.admission.state.RoomView.KeyedRequest;
import dev.naru.model.Draw;
import dev.naru.model.DrawPhase;
import dev.naru.model.QueryState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts a state together again from the pieces of {@link StateParts}, in their order. It makes what
 * was; from then on only {@link Evolver} changes it.
 */
public final class StateBuilder {
  private final RoomsState state = new RoomsState();

  /** Adds the next piece; throws {@link IllegalStateException} for one that fits nowhere. */
  public void add(StatePart part) {
    switch (part) {
      case StatePart.Place place -> state.moveTo(place.offset(), place.clock(), place.chain());
      case StatePart.Placement placed -> state.placements.put(placed.pool(), placed.partition());
      case StatePart.Pool pool -> state.pools.put(pool.name(), new PoolState(pool));
      case StatePart.Room room -> state.rooms.put(room.name(), new RoomState(room));
      case StatePart.Schedule schedule -> room(schedule.room()).schedule().restore(schedule);
      case StatePart.News news -> room(news.room()).restore(news);
      case StatePart.Drawing drawing -> add(drawing.draw());
      case StatePart.Won won -> room(won.room()).winners().restore(won.users());
      case StatePart.Visit visit -> add(visit);
      case StatePart.Moved moved ->
          known("session", moved.sessionId(), state.session(moved.sessionId()))
              .moveTo(moved.order());
      case StatePart.UsedKey key -> add(key);
      case StatePart.Work work -> add(work);
    }
  }

  /** Returns the state when all pieces are there. */
  public RoomsState build() {
    state.rooms().forEach(state::refresh);
    state.pools().forEach(state::refresh);
    return state;
  }

  private void add(Draw draw) {
    RoomState room = room(draw.room());
    state.put(room, draw);
    if (draw.phase() == DrawPhase.STARTED) {
      room.winners().drawn(draw.drawId(), draw.winners());
    }
  }

  private void add(StatePart.Visit visit) {
    Session session = new Session(visit, room(visit.room()));
    session.room().restore(session);
    state.sessions.put(session.id(), session);
    session.aliases().forEach(alias -> state.sessions.put(alias, session));
    if (visit.stay() != null) {
      state.activeByExpiry.add(session);
    }
  }

  /** A key mostly names a session that is there: then both share what they hold. */
  private void add(StatePart.UsedKey key) {
    Session session = state.session(key.sessionId());
    boolean known =
        session != null
            && session.id().equals(key.sessionId())
            && session.userKey().equals(key.userKey());
    UUID id = session != null && known ? session.id() : key.sessionId();
    String userKey = session != null && known ? session.userKey() : key.userKey();
    room(key.room()).keys().restore(key.key(), new KeyedRequest(id, userKey, key.usedAt()));
  }

  private void add(StatePart.Work work) {
    Query query = new Query(work, sessionOf(work));
    state.queries.put(query.id(), query);
    query.aliases().forEach(alias -> state.queries.put(alias, query));
    if (work.live() && !query.state().isTerminal()) {
      query.session().addQuery(query, null);
    }
    if (query.state() == QueryState.QUEUED) {
      query.session().room().waits(query);
    }
    PoolState pool = known("pool", query.pool(), state.pool(query.pool()));
    if (query.slot() < 0) {
      query.session().room().queryQueued(1);
      pool.enqueue(query);
    } else {
      pool.slots().add(query.slot(), query);
    }
  }

  /** The session may have ended, and its id may be another's by now. */
  private Session sessionOf(StatePart.Work work) {
    return work.live()
        ? known("session", work.sessionId(), state.session(work.sessionId()))
        : new Session(work.sessionId(), room(work.room()), "", 0, 0);
  }

  private RoomState room(String name) {
    return known("room", name, state.room(name));
  }

  private static <T> T known(String what, Object name, @Nullable T found) {
    if (found == null) {
      throw new IllegalStateException(
          "Expected " + what + " '" + name + "' to come before what belongs to it");
    }
    return found;
  }

  static List<UUID> orEmpty(@Nullable List<UUID> ids) {
    return ids == null ? List.of() : ids;
  }
}
