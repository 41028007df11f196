package dev.naru.ingress.http;

import dev.naru.ingress.submit.LogPosition;
import dev.naru.model.Draw;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawPlan;
import dev.naru.model.command.PrepareDraw;
import dev.naru.model.wire.HashChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The draws of a room, as operators make them and look at them. */
@RestController
class OperatedDrawController {
  private static final String DRAWS = "/admin/v1/rooms/{room}/draws";
  private static final int SEED_BYTES = 32;
  private static final int MOST_OPEN = 10;

  private final DrawReads reads;
  private final OperatorCommands commands;
  private final Operations operations;
  private final SecureRandom random = new SecureRandom();

  OperatedDrawController(DrawReads reads, OperatorCommands commands, Operations operations) {
    this.reads = reads;
    this.commands = commands;
    this.operations = operations;
  }

  @GetMapping(path = DRAWS, produces = Answers.JSON)
  void list(
      @PathVariable("room") String room, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Paging paging = Paging.of(request);
    Long after = paging.after(Long::valueOf);
    List<Draw> found =
        reads.draws(room).stream()
            .filter(draw -> after == null || draw.order() < after)
            .limit(paging.limit() + 1L)
            .toList();
    Answers.operator(
        response,
        HttpServletResponse.SC_OK,
        paging.page(found, draw -> DrawBody.of(draw, null), draw -> Long.toString(draw.order())));
  }

  @PostMapping(path = DRAWS, consumes = Answers.JSON, produces = Answers.JSON)
  void prepare(
      @PathVariable("room") String room, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Prefer prefer = Headers.prefer(request);
    Fields fields = Fields.of(request);
    String reason = Reasons.of(request, fields);
    DrawPlan plan = DrawOrder.plan(fields);
    fields.requireNoOther();
    requireFewer(reads.draws(room));
    UUID id = Ids.next();
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    operations.note("draw.prepare", "rooms/" + room + "/draws/" + id, reason, null, plan);
    PrepareDraw prepare = new PrepareDraw(id, room, plan, HexFormat.of().formatHex(seed));
    long deadline = prefer.deadline();
    LogPosition logged = commands.log(reads.partition(room).number(), prepare);
    boolean decided = commands.isDecided(logged, prefer, deadline);
    Draw draw = decided ? decided(room, id) : logged(prepare, HashChain.hashOf(seed), logged);
    Answers.operator(
        response,
        decided ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED,
        DrawBody.of(draw, null),
        prefer);
  }

  private static void requireFewer(List<Draw> draws) {
    if (draws.stream().filter(draw -> !draw.phase().isOver()).count() >= MOST_OPEN) {
      throw tooMany();
    }
  }

  private static ProblemException tooMany() {
    return Problems.refused(
        "ROOM_DRAWS_FULL",
        "Expected fewer than "
            + MOST_OPEN
            + " draws to be under way in the room, but there are so many; advance or cancel one");
  }

  private Draw decided(String room, UUID id) {
    return reads.draws(room).stream()
        .filter(draw -> draw.drawId().equals(id))
        .findFirst()
        .orElseThrow(OperatedDrawController::tooMany);
  }

  private static Draw logged(PrepareDraw prepare, String seedHash, LogPosition logged) {
    return new Draw(
        prepare.drawId(),
        prepare.room(),
        prepare.plan(),
        DrawPhase.STANDBY,
        logged.at(),
        logged.at() + prepare.plan().standby().toMillis(),
        seedHash,
        null,
        null,
        List.of(),
        logged.offset(),
        0);
  }
}
