package dev.naru.ingress.http;

import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.visitors.VisitorRecord;
import dev.naru.ingress.visitors.Visitors;
import dev.naru.ingress.visitors.Visitors.Place;
import dev.naru.model.SessionState;
import dev.naru.model.command.EvictSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who visits a room, in the order in which they joined; and sending one of them away. */
@RestController
class VisitorController {
  private static final List<String> STATES = List.of("WAITING", "ACTIVE", "ENDED");

  private final OperatorReads reads;
  private final OperatorCommands commands;
  private final Operations operations;
  private final Visitors visitors;

  VisitorController(
      OperatorReads reads, OperatorCommands commands, Operations operations, Visitors visitors) {
    this.reads = reads;
    this.commands = commands;
    this.operations = operations;
    this.visitors = visitors;
  }

  @GetMapping(path = "/admin/v1/rooms/{room}/sessions", produces = Answers.JSON)
  void list(
      @PathVariable("room") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Paging paging = Paging.of(request);
    String userKey = request.getParameter("userKey");
    if (userKey != null) {
      Answers.operator(response, HttpServletResponse.SC_OK, found(name, userKey));
      return;
    }
    Set<SessionState> states = states(request.getParameter("state"));
    Place after = paging.after(VisitorController::place);
    String room = reads.room(name).name();
    List<VisitorRecord> found = visitors.list(room, states, paging.limit() + 1, after);
    Answers.operator(
        response,
        HttpServletResponse.SC_OK,
        paging.page(found, visitor -> visitor, VisitorController::cursor));
  }

  /** The user's live session, as the view has it now. */
  private PageBody found(String name, String userKey) {
    String room = reads.room(name).name();
    List<Object> items =
        reads.liveSession(room, userKey).stream()
            .<Object>map(session -> VisitorRecord.of(session, userKey))
            .toList();
    return new PageBody(items, null);
  }

  /** Those who are there, unless one state is asked for. */
  private static Set<SessionState> states(@Nullable String state) {
    if (state == null) {
      return EnumSet.of(SessionState.WAITING, SessionState.ACTIVE);
    }
    if (!STATES.contains(state)) {
      throw Problems.malformed("Expected 'state' to be one of " + STATES);
    }
    return EnumSet.of(SessionState.valueOf(state));
  }

  /** Ends a session; one that has ended already is left as it is. */
  @PostMapping(path = "/admin/v1/rooms/{room}/sessions/{id}/evict", produces = Answers.JSON)
  void evict(
      @PathVariable("room") String room,
      @PathVariable("id") String path,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Prefer prefer = Headers.prefer(request);
    Fields fields = Fields.of(request);
    String reason = Reasons.of(request, fields);
    fields.requireNoOther();
    SessionRecord session = reads.session(room, Ids.parse(path, "session"));
    boolean over = session.state() == SessionState.ENDED;
    if (!over) {
      EvictedBody before = EvictedBody.of(session);
      operations.note(
          "session.evict", "rooms/" + room + "/sessions/" + session.id(), reason, before, null);
      over = commands.submit(reads.placeOfRoom(room), new EvictSession(session.id()), prefer);
      session = over ? reads.session(room, session.id()) : session;
    }
    Answers.operator(
        response,
        over ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED,
        EvictedBody.of(session),
        prefer);
  }

  private static String cursor(VisitorRecord last) {
    return last.joinedAt() + "_" + last.sessionId();
  }

  private static Place place(String cursor) {
    String[] parts = cursor.split("_", 2);
    if (parts.length < 2) {
      throw Paging.wrongCursor();
    }
    try {
      return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    } catch (DateTimeException e) {
      throw Paging.wrongCursor();
    }
  }
}
