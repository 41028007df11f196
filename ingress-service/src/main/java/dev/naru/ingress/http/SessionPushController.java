package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.BodyDigest;
import dev.naru.ingress.push.SessionPlace;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Telling of a session as it goes on, and letting browsers in. */
@RestController
class SessionPushController {
  private final PushCallers callers;
  private final SessionReads sessions;
  private final SessionFeeds feeds;
  private final Pushes pushes;

  SessionPushController(
      PushCallers callers, SessionReads sessions, SessionFeeds feeds, Pushes pushes) {
    this.callers = callers;
    this.sessions = sessions;
    this.feeds = feeds;
    this.pushes = pushes;
  }

  /** 204, which a browser takes for a reason not to come back, if it knows the end already. */
  @GetMapping("/v1/sessions/{id}/events")
  void events(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = callers.token(request);
    UUID id = Ids.parse(path, "session");
    SessionPlace place = place(request);
    Seen<SessionRecord> seen = sessions.read(id, token);
    boolean over = seen.thing().state() == SessionState.ENDED;
    if (over && place.body().equals(BodyDigest.of(seen.tag()))) {
      Answers.nothing(response, HttpServletResponse.SC_NO_CONTENT, Prefer.NOTHING);
      return;
    }
    PushSubject subject = new PushSubject(token.partition(), id, seen.id());
    pushes.begin(request, response, subject, feeds.of(id, token, place));
  }

  private static SessionPlace place(HttpServletRequest request) {
    String last = Headers.lastEventId(request);
    return last == null
        ? SessionPlace.START
        : SessionPlace.parse(last).orElseThrow(Problems::wrongEventId);
  }

  @PostMapping(path = "/v1/sessions/{id}/push-tickets", produces = Answers.JSON)
  void ticket(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = sessions.token(request);
    UUID id = Ids.parse(path, "session");
    sessions.read(id, token);
    Answers.ticket(response, new PushTicketBody(callers.ticket(token)));
  }
}
