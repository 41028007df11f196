package dev.naru.ingress.http;

import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.Asked;
import dev.naru.ingress.push.BodyDigest;
import dev.naru.ingress.push.SessionPlace;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
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
  private final SessionBodies bodies;
  private final QueryReads queries;
  private final Asked asked;
  private final Chunks chunks;
  private final Pushes pushes;

  SessionPushController(
      PushCallers callers,
      SessionReads sessions,
      SessionBodies bodies,
      QueryReads queries,
      Asked asked,
      Chunks chunks,
      Pushes pushes) {
    this.callers = callers;
    this.sessions = sessions;
    this.bodies = bodies;
    this.queries = queries;
    this.asked = asked;
    this.chunks = chunks;
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
    pushes.begin(request, response, token.partition(), id, feed(id, token, place));
  }

  private SessionFeed feed(UUID id, SessionToken token, SessionPlace place) {
    AskedFeeds feeds =
        new AskedFeeds(
            asked,
            queries,
            token,
            place,
            (query, from) -> new QueryFeed(queries, sessions, chunks, token, query, from, true));
    NewsFeed news = new NewsFeed(token.room(), Clock.systemUTC(), place.news());
    return new SessionFeed(sessions, bodies, feeds, news, token, id, place.body());
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
