package dev.naru.ingress.http;

import dev.naru.ingress.submit.LogPosition;
import dev.naru.model.Texts;
import dev.naru.model.command.Announce;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Telling everybody in a room something. */
@RestController
class AnnouncementController {
  private final OperatorReads reads;
  private final OperatorCommands commands;
  private final Operations operations;

  AnnouncementController(OperatorReads reads, OperatorCommands commands, Operations operations) {
    this.reads = reads;
    this.commands = commands;
    this.operations = operations;
  }

  /** What the audit keeps of it. */
  record Told(String text) {}

  @PostMapping(
      path = "/admin/v1/rooms/{room}/announcements",
      consumes = Answers.JSON,
      produces = Answers.JSON)
  void announce(
      @PathVariable("room") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Prefer prefer = Headers.prefer(request);
    Fields fields = Fields.of(request);
    String reason = Reasons.of(request, fields);
    String text = text(fields);
    fields.requireNoOther();
    String room = reads.room(name).name();
    operations.note("room.announce", "rooms/" + room, reason, null, new Told(text));
    Announce announce = new Announce(Ids.next(), room, text);
    long deadline = prefer.deadline();
    LogPosition logged = commands.log(reads.placeOfRoom(room), announce);
    boolean decided = commands.isDecided(logged, prefer, deadline);
    Instant at = Instant.ofEpochMilli(logged.at());
    Answers.operator(
        response,
        decided ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED,
        new AnnouncementBody(announce.announcementId(), room, text, at),
        prefer);
  }

  private static String text(Fields fields) {
    String text = fields.text("text");
    if (text == null || !Texts.isPlain(text, Announce.MOST_CHARACTERS)) {
      throw Problems.malformed(
          "Expected 'text' to be at most "
              + Announce.MOST_CHARACTERS
              + " characters without control characters other than ends of lines and tabs; an empty one takes back what was told before");
    }
    return text;
  }
}
