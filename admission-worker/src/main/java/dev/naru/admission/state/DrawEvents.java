package dev.naru.admission.state;

import dev.naru.model.Draw;
import dev.naru.model.DrawPhase;
import dev.naru.model.event.DrawCancelled;
import dev.naru.model.event.DrawFinished;
import dev.naru.model.event.DrawPrepared;
import dev.naru.model.event.DrawStarted;
import dev.naru.model.event.WinnersDrawn;
import java.util.List;
import java.util.UUID;

/** The part of {@link Evolver} that applies what happens to draws. */
final class DrawEvents {
  /** What {@link Draw#until()} says when nothing follows. */
  private static final long NOTHING = 0;

  private DrawEvents() {}

  static void apply(RoomsState state, RoomState room, DrawPrepared event) {
    Draw displaced = room.displacedDraw();
    if (displaced != null) {
      room.forget(displaced);
    }
    state.put(
        room,
        new Draw(
            event.drawId(),
            event.room(),
            event.plan(),
            DrawPhase.STANDBY,
            state.clock(),
            event.until(),
            event.seedHash(),
            event.seed(),
            null,
            List.of(),
            state.offset(),
            room.nextNews()));
  }

  static void apply(RoomsState state, RoomState room, DrawStarted event) {
    Draw draw = draw(room, event.drawId());
    room.winners().drawn(event.drawId(), event.winners());
    state.put(
        room,
        draw.in(
            DrawPhase.STARTED,
            state.clock(),
            event.until(),
            event.start(),
            event.winners(),
            room.nextNews()));
  }

  static void apply(RoomsState state, RoomState room, WinnersDrawn event) {
    Draw draw = draw(room, event.drawId());
    room.winners().told(event.drawId(), event.winners());
    state.put(
        room,
        draw.in(
            DrawPhase.REVEALED,
            state.clock(),
            event.until(),
            event.start(),
            event.winners(),
            room.nextNews()));
  }

  static void apply(RoomsState state, RoomState room, DrawFinished event) {
    Draw draw = draw(room, event.drawId());
    state.put(
        room,
        draw.in(
            DrawPhase.DONE, state.clock(), NOTHING, draw.start(), draw.winners(), room.nextNews()));
  }

  static void apply(RoomsState state, RoomState room, DrawCancelled event) {
    Draw draw = draw(room, event.drawId());
    room.winners().cancelled(event.drawId());
    state.put(
        room,
        draw.in(
            DrawPhase.CANCELLED, state.clock(), NOTHING, draw.start(), List.of(), room.nextNews()));
  }

  private static Draw draw(RoomState room, UUID id) {
    Draw draw = room.draw(id);
    if (draw == null) {
      throw new IllegalStateException(
          "Expected draw '" + id + "' in room '" + room.name() + "', but there is none");
    }
    return draw;
  }
}
