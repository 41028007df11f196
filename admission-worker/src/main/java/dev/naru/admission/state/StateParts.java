package dev.naru.admission.state;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a state apart, always in the same order: where it stands, placements, pools, each room with
 * its news, its line, its active sessions and its keys, and what the pools hold. {@link
 * StateBuilder} is the way back.
 */
public final class StateParts {
  private final RoomsState state;
  private final Consumer<StatePart> out;

  private StateParts(RoomsState state, Consumer<StatePart> out) {
    this.state = state;
    this.out = out;
  }

  /** Gives out every piece of the state, which must not change meanwhile. */
  public static void write(RoomsState state, Consumer<StatePart> out) {
    new StateParts(state, out).write();
  }

  private void write() {
    out.accept(new StatePart.Place(state.offset(), state.clock(), state.chain()));
    state
        .placements()
        .forEach((pool, partition) -> out.accept(new StatePart.Placement(pool, partition)));
    state.pools().forEach(this::write);
    state.rooms().forEach(this::write);
    state.activeByExpiry.forEach(this::write);
    state.pools().forEach(this::writeWork);
  }

  private void write(PoolState pool) {
    out.accept(
        new StatePart.Pool(
            pool.name(), pool.settings(), pool.fileSettings(), pool.slots().size(), pool.hold()));
  }

  private void write(RoomState room) {
    out.accept(
        new StatePart.Room(
            room.name(),
            room.settings(),
            room.fileSettings(),
            room.status(),
            room.paused(),
            room.lastTicket(),
            room.serving(),
            room.pacer().times(),
            room.admissions()));
    StatePart.Schedule schedule = room.schedule().written(room.name());
    if (schedule != null) {
      out.accept(schedule);
    }
    if (room.lastNews() > 0) {
      writeNews(room);
    }
    room.line().forEach(this::write);
    room.line().forEach(this::writeMoved);
    room.keys()
        .forEach(
            (key, request) ->
                out.accept(
                    new StatePart.UsedKey(
                        room.name(),
                        key,
                        request.sessionId(),
                        request.userKey(),
                        request.usedAt())));
  }

  private void writeNews(RoomState room) {
    out.accept(new StatePart.News(room.name(), room.announcement(), room.lastNews()));
    room.draws().forEach(draw -> out.accept(new StatePart.Drawing(draw)));
    if (!room.winners().told().isEmpty()) {
      out.accept(new StatePart.Won(room.name(), List.copyOf(room.winners().told())));
    }
  }

  private void writeMoved(Session session) {
    if (session.isMoved()) {
      out.accept(new StatePart.Moved(session.id(), session.order()));
    }
  }

  private void write(Session session) {
    out.accept(
        new StatePart.Visit(
            session.id(),
            session.room().name(),
            session.userKey(),
            session.ticket(),
            session.joinedAt(),
            orNull(session.aliases()),
            session.writtenStay(),
            session.transfer()));
  }

  private void writeWork(PoolState pool) {
    for (int slot = 0; slot < pool.slots().size(); slot++) {
      pool.slots().held(slot).forEach(this::write);
    }
    pool.queue().forEach(this::write);
  }

  private void write(Query query) {
    out.accept(
        new StatePart.Work(
            query.id(),
            query.sessionId(),
            query.room(),
            state.session(query.sessionId()) == query.session(),
            query.content(),
            query.order(),
            query.submittedAt(),
            query.state(),
            query.slot(),
            query.attempt(),
            query.startedAt(),
            query.payload(),
            orNull(query.aliases())));
  }

  private static @Nullable List<UUID> orNull(List<UUID> ids) {
    return ids.isEmpty() ? null : ids;
  }
}
