package dev.naru.ingress.http;

import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import dev.naru.model.command.MoveSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a visitor stand elsewhere in the line; those who are passed over are told why. */
@RestController
class MoveController {
  private static final int MOST = 10_000_000;

  private final OperatorReads reads;
  private final OperatorCommands commands;
  private final Operations operations;

  MoveController(OperatorReads reads, OperatorCommands commands, Operations operations) {
    this.reads = reads;
    this.commands = commands;
    this.operations = operations;
  }

  @PostMapping(path = "/admin/v1/rooms/{room}/sessions/{id}/move", produces = Answers.JSON)
  void move(
      @PathVariable("room") String room,
      @PathVariable("id") String path,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Prefer prefer = Headers.prefer(request);
    Fields fields = Fields.of(request);
    int position = fields.whole("position", 1, MOST, 0);
    if (position == 0) {
      throw Problems.malformed("Expected a 'position', 1 for the next in line, but there is none");
    }
    String reason =
        Reasons.required(request, fields, "those who are passed over are told why they were");
    fields.requireNoOther();
    SessionRecord session = reads.session(room, Ids.parse(path, "session"));
    if (session.state() != SessionState.WAITING) {
      throw Problems.notWaiting(session.state());
    }
    MovedBody before = MovedBody.of(session);
    operations.note(
        "session.move",
        "rooms/" + room + "/sessions/" + session.id(),
        reason,
        before,
        before.at(position));
    MoveSession move = new MoveSession(session.id(), position, reason);
    boolean decided = commands.submit(reads.placeOfRoom(room), move, prefer);
    MovedBody now = decided ? MovedBody.of(reads.session(room, session.id())) : before;
    Answers.operator(
        response,
        decided ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED,
        now,
        prefer);
  }
}
