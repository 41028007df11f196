package dev.naru.admission.decide;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.Draw;
import dev.naru.model.DrawPhase;
import dev.naru.model.RefusalReason;
import dev.naru.model.command.AdvanceDraw;
import dev.naru.model.command.CancelDraw;
import dev.naru.model.command.Command;
import dev.naru.model.command.PrepareDraw;
import dev.naru.model.event.DrawCancelled;
import dev.naru.model.event.DrawFinished;
import dev.naru.model.event.DrawPrepared;
import dev.naru.model.event.DrawStarted;
import dev.naru.model.event.Event;
import dev.naru.model.event.WinnersDrawn;
import dev.naru.model.wire.HashChain;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides on draws: each goes from phase to phase by its deadlines, or when it is told to. */
final class DrawDecisions {
  /** Most draws of a room that are under way. */
  static final int MOST_OPEN = 10;

  private DrawDecisions() {}

  static List<Event> prepare(RoomsView state, PrepareDraw command, long clock) {
    RoomView room = state.room(command.room());
    if (room == null) {
      return Refusals.ofUnknownRoom(command, command.room());
    }
    if (room.draw(command.drawId()) != null) {
      return refuse(
          command, room, RefusalReason.ID_TAKEN, "a new draw, but '%s' is known", command.drawId());
    }
    long open = room.draws().stream().filter(draw -> !draw.phase().isOver()).count();
    if (open >= MOST_OPEN) {
      return refuse(
          command,
          room,
          RefusalReason.ROOM_DRAWS_FULL,
          "fewer than %d draws to be under way, but there are so many",
          MOST_OPEN);
    }
    String seedHash = HashChain.hashOf(HexFormat.of().parseHex(command.seed()));
    long until = after(clock, command.plan().standby());
    return List.of(
        new DrawPrepared(
            command.drawId(), room.name(), command.plan(), command.seed(), seedHash, until));
  }

  static List<Event> advance(RoomsView state, AdvanceDraw command, long clock) {
    return change(
        state,
        command,
        command.room(),
        command.drawId(),
        draw -> draw.phase() == command.from() && !draw.phase().isOver(),
        draw -> next(state, draw, clock, Set.of()));
  }

  static List<Event> cancel(RoomsView state, CancelDraw command) {
    return change(
        state,
        command,
        command.room(),
        command.drawId(),
        draw -> draw.phase() == DrawPhase.STANDBY || draw.phase() == DrawPhase.STARTED,
        draw -> new DrawCancelled(draw.drawId(), draw.room()));
  }

  private static List<Event> change(
      RoomsView state,
      Command command,
      String name,
      UUID id,
      Predicate<Draw> mayChange,
      Function<Draw, Event> event) {
    RoomView room = state.room(name);
    if (room == null) {
      return Refusals.ofUnknownRoom(command, name);
    }
    Draw draw = room.draw(id);
    if (draw == null) {
      return refuse(command, room, RefusalReason.UNKNOWN_DRAW, "a draw, but there is no '%s'", id);
    }
    return mayChange.test(draw)
        ? List.of(event.apply(draw))
        : refuse(
            command, room, RefusalReason.NOT_DUE, "to change a draw, but it is %s", draw.phase());
  }

  private static List<Event> refuse(
      Command command, RoomView room, RefusalReason reason, String expected, Object detail) {
    String message = "Expected " + expected.formatted(detail) + " in room '" + room.name() + "'";
    return Refusals.ofRoom(command, reason, message, room.name());
  }

  /**
   * What ends the draw's phase.
   *
   * @param gone ids of the sessions that end by the same command
   */
  static Event next(RoomsView state, Draw draw, long clock, Set<UUID> gone) {
    return switch (draw.phase()) {
      case STANDBY -> start(state, draw, clock, gone);
      case STARTED -> reveal(draw, clock);
      case REVEALED -> new DrawFinished(draw.drawId(), draw.room());
      case DONE, CANCELLED ->
          throw new IllegalStateException(
              "Expected draw '" + draw.drawId() + "' to go on, but it is " + draw.phase());
    };
  }

  private static Event start(RoomsView state, Draw draw, long clock, Set<UUID> gone) {
    RoomView room = Objects.requireNonNull(state.room(draw.room()));
    String seed = Objects.requireNonNull(draw.seed());
    Lots.Outcome outcome = Lots.draw(room, draw.plan(), seed, state.offset(), state.chain(), gone);
    long until = after(clock, draw.plan().animation());
    return new DrawStarted(draw.drawId(), draw.room(), outcome.start(), outcome.winners(), until);
  }

  private static Event reveal(Draw draw, long clock) {
    return new WinnersDrawn(
        draw.drawId(),
        draw.room(),
        Objects.requireNonNull(draw.seed()),
        Objects.requireNonNull(draw.start()),
        draw.winners(),
        after(clock, draw.plan().done()));
  }

  private static long after(long clock, Duration time) {
    return clock + time.toMillis();
  }
}
