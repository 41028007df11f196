package dev.naru.ingress.http;

import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.BodyDigest;
import dev.naru.ingress.push.QueryPlace;
import dev.naru.ingress.view.QueryRecord;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Telling of a query as it goes on. */
@RestController
class QueryPushController {
  private final PushCallers callers;
  private final SessionReads sessions;
  private final QueryReads reads;
  private final Chunks chunks;
  private final Pushes pushes;

  QueryPushController(
      PushCallers callers, SessionReads sessions, QueryReads reads, Chunks chunks, Pushes pushes) {
    this.callers = callers;
    this.sessions = sessions;
    this.reads = reads;
    this.chunks = chunks;
    this.pushes = pushes;
  }

  /** 204, which a browser takes for a reason not to come back, if it knows the end already. */
  @GetMapping("/v1/queries/{id}/events")
  void events(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = callers.token(request);
    UUID id = Ids.parse(path, "query");
    QueryPlace place = place(request);
    Seen<QueryRecord> seen = sessions.hearing(token, () -> reads.read(id, token));
    if (seen.thing().state().isTerminal() && place.body().equals(BodyDigest.of(seen.tag()))) {
      Answers.nothing(response, HttpServletResponse.SC_NO_CONTENT, Prefer.NOTHING);
      return;
    }
    QueryFeed feed = new QueryFeed(reads, sessions, chunks, token, id, place, false);
    UUID owner = seen.thing().sessionId();
    pushes.begin(request, response, new PushSubject(token.partition(), id, owner), feed);
  }

  private static QueryPlace place(HttpServletRequest request) {
    String last = Headers.lastEventId(request);
    return last == null
        ? QueryPlace.START
        : QueryPlace.parse(last).orElseThrow(Problems::wrongEventId);
  }
}
