package dev.naru.admission.sim;

import dev.naru.model.Draw;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import dev.naru.model.RefusalReason;
import dev.naru.model.UserMarks;
import dev.naru.model.command.AdvanceDraw;
import dev.naru.model.command.CancelDraw;
import dev.naru.model.command.PrepareDraw;
import dev.naru.model.event.DrawCancelled;
import dev.naru.model.event.DrawFinished;
import dev.naru.model.event.DrawPrepared;
import dev.naru.model.event.DrawStarted;
import dev.naru.model.event.Event;
import dev.naru.model.event.WinnersDrawn;
import dev.naru.model.wire.HashChain;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What draws must come to by the design, as plainly as can be. */
final class DrawExpectations {
  private static final int MOST_OPEN = 10;

  private final Model model;

  DrawExpectations(Model model) {
    this.model = model;
  }

  List<Event> prepare(PrepareDraw c) {
    ModelRoom room = model.rooms.get(c.room());
    if (room == null) {
      return Expectations.refuse(c, RefusalReason.UNKNOWN_ROOM);
    }
    if (room.draw(c.drawId()) != null) {
      return Expectations.refuse(c, RefusalReason.ID_TAKEN);
    }
    if (room.draws.stream().filter(draw -> !draw.phase().isOver()).count() >= MOST_OPEN) {
      return Expectations.refuse(c, RefusalReason.ROOM_DRAWS_FULL);
    }
    String hash = HashChain.hashOf(HexFormat.of().parseHex(c.seed()));
    long until = end(c.plan().standby());
    return List.of(new DrawPrepared(c.drawId(), c.room(), c.plan(), c.seed(), hash, until));
  }

  List<Event> advance(AdvanceDraw c) {
    Draw draw = draw(c.room(), c.drawId());
    if (draw == null) {
      return Expectations.refuse(c, unknown(c.room()));
    }
    return draw.phase() == c.from() && !draw.phase().isOver()
        ? List.of(next(draw, model.offset, model.chain))
        : Expectations.refuse(c, RefusalReason.NOT_DUE);
  }

  List<Event> cancel(CancelDraw c) {
    Draw draw = draw(c.room(), c.drawId());
    if (draw == null) {
      return Expectations.refuse(c, unknown(c.room()));
    }
    return draw.phase() == DrawPhase.STANDBY || draw.phase() == DrawPhase.STARTED
        ? List.of(new DrawCancelled(c.drawId(), c.room()))
        : Expectations.refuse(c, RefusalReason.NOT_DUE);
  }

  private @Nullable Draw draw(String name, UUID id) {
    ModelRoom room = model.rooms.get(name);
    return room == null ? null : room.draw(id);
  }

  private RefusalReason unknown(String room) {
    return model.rooms.containsKey(room) ? RefusalReason.UNKNOWN_DRAW : RefusalReason.UNKNOWN_ROOM;
  }

  /** What a phase's end comes to, where the log stands at the offset. */
  Event next(Draw draw, long offset, String chain) {
    return switch (draw.phase()) {
      case STANDBY -> start(draw, offset, chain);
      case STARTED ->
          new WinnersDrawn(
              draw.drawId(),
              draw.room(),
              Check.found("seed", draw, draw.seed()),
              Check.found("start", draw, draw.start()),
              draw.winners(),
              end(draw.plan().done()));
      case REVEALED -> new DrawFinished(draw.drawId(), draw.room());
      case DONE, CANCELLED -> throw new AssertionError("nothing follows " + draw);
    };
  }

  private DrawStarted start(Draw draw, long offset, String chain) {
    ModelRoom room = Check.found("room", draw, model.rooms.get(draw.room()));
    List<ModelSession> participants =
        Stream.concat(room.line.stream(), room.active.stream())
            .filter(session -> isAmong(session, draw.plan().among()))
            .filter(session -> draw.plan().repeatWinners() || !room.hasWon(session.userKey))
            .sorted(Comparator.comparingLong(session -> session.ticket))
            .toList();
    ByteArrayOutputStream ids = new ByteArrayOutputStream();
    participants.forEach(session -> ids.writeBytes(bytes(session.id)));
    String hash = HashChain.hashOf(ids.toByteArray());
    DrawStart start = new DrawStart(offset, chain, participants.size(), hash);
    List<DrawWinner> winners = winners(draw, chain, participants);
    long until = end(draw.plan().animation());
    return new DrawStarted(draw.drawId(), draw.room(), start, winners, until);
  }

  private static List<DrawWinner> winners(
      Draw draw, String chain, List<ModelSession> participants) {
    List<ModelSession> byLot = new ArrayList<>(participants);
    byLot.sort(Comparator.comparing(session -> lot(draw.seed() + chain, session.id)));
    return byLot.stream()
        .limit(draw.plan().winners())
        .map(s -> new DrawWinner(s.id, s.ticket, UserMarks.of(draw.room(), s.userKey)))
        .toList();
  }

  private static boolean isAmong(ModelSession session, DrawAmong among) {
    return switch (among) {
      case ACTIVE -> session.active;
      case WAITING -> !session.active;
      case PRESENT -> true;
    };
  }

  private static String lot(String key, UUID id) {
    return HashChain.hashOf(HexFormat.of().parseHex(key + id.toString().replace("-", "")));
  }

  private static byte[] bytes(UUID id) {
    return HexFormat.of().parseHex(id.toString().replace("-", ""));
  }

  private long end(Duration phase) {
    return model.clock + phase.toMillis();
  }
}
