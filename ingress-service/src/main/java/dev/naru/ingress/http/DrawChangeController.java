package dev.naru.ingress.http;

import dev.naru.model.Draw;
import dev.naru.model.DrawPhase;
import dev.naru.model.command.AdvanceDraw;
import dev.naru.model.command.CancelDraw;
import dev.naru.model.command.Command;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Draws that operators take further before their time, or cancel. */
@RestController
class DrawChangeController {
  private static final String DRAW = "/admin/v1/rooms/{room}/draws/{drawId}";
  private static final List<String> PHASES =
      Arrays.stream(DrawPhase.values()).map(Enum::name).toList();

  private final DrawReads reads;
  private final OperatorCommands commands;
  private final Operations operations;

  DrawChangeController(DrawReads reads, OperatorCommands commands, Operations operations) {
    this.reads = reads;
    this.commands = commands;
    this.operations = operations;
  }

  /** What the audit keeps of a change. */
  record Phase(DrawPhase phase) {}

  /** What is asked for: a command, and the phase that it leads to. */
  private record Change(String action, Command command, DrawPhase to) {}

  /** Ends the phase that is named, or else the present one; one that has ended stays so. */
  @PostMapping(path = DRAW + "/advance", produces = Answers.JSON)
  void advance(
      @PathVariable("room") String room,
      @PathVariable("drawId") String path,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Fields fields = Fields.of(request);
    String reason = Reasons.of(request, fields);
    DrawPhase named = phase(fields.text("from"));
    fields.requireNoOther();
    Draw draw = reads.draw(room, Ids.parse(path, "draw"));
    DrawPhase from = named == null ? draw.phase() : named;
    if (from.isOver() || draw.phase() == DrawPhase.CANCELLED || from.compareTo(draw.phase()) > 0) {
      throw cannot("leave " + from, draw);
    }
    Change change = null;
    if (from == draw.phase()) {
      DrawPhase to = DrawPhase.values()[from.ordinal() + 1];
      change = new Change("draw.advance", new AdvanceDraw(draw.drawId(), room, from), to);
    }
    Prefer prefer = Headers.prefer(request);
    boolean decided = make(change, draw, reason, prefer);
    answer(response, decided, decided ? reads.draw(room, draw.drawId()) : draw, prefer);
  }

  private static @Nullable DrawPhase phase(@Nullable String name) {
    if (name != null && !PHASES.contains(name)) {
      throw Problems.malformed("Expected 'from' to be one of " + PHASES);
    }
    return name == null ? null : DrawPhase.valueOf(name);
  }

  /** Ends a draw whose winners were not told; one that was cancelled already stays so. */
  @PostMapping(path = DRAW + "/cancel", produces = Answers.JSON)
  void cancel(
      @PathVariable("room") String room,
      @PathVariable("drawId") String path,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Fields fields = Fields.of(request);
    String reason = Reasons.of(request, fields);
    fields.requireNoOther();
    Draw draw = reads.draw(room, Ids.parse(path, "draw"));
    Change change = null;
    if (draw.phase() != DrawPhase.CANCELLED) {
      requireUntold(draw);
      CancelDraw cancel = new CancelDraw(draw.drawId(), room);
      change = new Change("draw.cancel", cancel, DrawPhase.CANCELLED);
    }
    Prefer prefer = Headers.prefer(request);
    boolean decided = make(change, draw, reason, prefer);
    Draw changed = decided ? reads.draw(room, draw.drawId()) : draw;
    requireUntold(changed); // the deadline may have come first
    answer(response, decided, changed, prefer);
  }

  private static void requireUntold(Draw draw) {
    if (DrawBody.isRevealed(draw)) {
      throw cannot("be cancelled", draw);
    }
  }

  private static ProblemException cannot(String what, Draw draw) {
    return Problems.refused(
        "DRAW_NOT_IN_PHASE", "Expected the draw to " + what + ", but it is " + draw.phase());
  }

  /**
   * Asks for the change, null if it is made already; returns whether the view shows what became of
   * it.
   */
  private boolean make(@Nullable Change change, Draw draw, @Nullable String reason, Prefer prefer) {
    if (change == null) {
      return true;
    }
    operations.note(
        change.action(),
        "rooms/" + draw.room() + "/draws/" + draw.drawId(),
        reason,
        new Phase(draw.phase()),
        new Phase(change.to()));
    return commands.submit(reads.partition(draw.room()).number(), change.command(), prefer);
  }

  private static void answer(
      HttpServletResponse response, boolean decided, Draw draw, Prefer prefer) throws IOException {
    Answers.operator(
        response,
        decided ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED,
        DrawBody.of(draw, null),
        prefer);
  }
}
