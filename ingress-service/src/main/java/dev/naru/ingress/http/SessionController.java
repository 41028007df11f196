package dev.naru.ingress.http;

import dev.naru.ingress.http.Joins.Joined;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.limit.Limits;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.Stamps;
import dev.naru.model.IdentityMode;
import dev.naru.model.SessionState;
import dev.naru.model.command.LeaveSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Joining, looking, staying and leaving. */
@RestController
class SessionController {
  private static final String COLLECTION = "/v1/sessions/";
  private static final String SESSION = COLLECTION + "{id}";

  private final Joins joins;
  private final Identities identities;
  private final JoinMetrics metrics;
  private final SessionReads reads;
  private final SessionBodies bodies;
  private final LongPolls longPolls;
  private final CommandSubmission submission;
  private final Partitions partitions;
  private final TokenCookies cookies;
  private final Limits limits;

  SessionController(
      Joins joins,
      Identities identities,
      JoinMetrics metrics,
      SessionReads reads,
      SessionBodies bodies,
      LongPolls longPolls,
      CommandSubmission submission,
      Partitions partitions,
      TokenCookies cookies,
      Limits limits) {
    this.joins = joins;
    this.identities = identities;
    this.metrics = metrics;
    this.reads = reads;
    this.bodies = bodies;
    this.longPolls = longPolls;
    this.submission = submission;
    this.partitions = partitions;
    this.cookies = cookies;
    this.limits = limits;
  }

  @PostMapping(path = "/v1/rooms/{room}/sessions", consumes = Answers.JSON, produces = Answers.JSON)
  void join(
      @PathVariable("room") String room, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    IdentityMode mode = joins.requireRoom(room).identity();
    try {
      JoinIdentity who = identities.of(room, mode, request, response);
      Prefer prefer = Headers.prefer(request);
      String key = who.scoped(Headers.idempotencyKey(request));
      byte[] content = RequestContent.read(request, JoinContent.MOST_BYTES);
      String userKey = who.userKey(JoinContent.userKey(content));
      requireWithinLimit(request, room, userKey);
      Joined joined = joins.join(room, userKey, key, prefer);
      metrics.count(room, joined.outcome());
      Answers.located(response, COLLECTION, joined.session().id());
      SessionBody body = bodies.of(joined.session(), joined.token());
      Answers.session(response, joined.status(), body, prefer);
    } catch (ProblemException e) {
      metrics.count(room, e.problem().slug());
      throw e;
    }
  }

  private void requireWithinLimit(HttpServletRequest request, String room, String userKey) {
    Duration wait = limits.takeOfUser(request.getRemoteAddr(), room, userKey);
    if (!wait.isZero()) {
      throw Problems.rateLimited(wait);
    }
  }

  @GetMapping(path = SESSION, produces = Answers.JSON)
  void look(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = reads.token(request);
    UUID id = Ids.parse(path, "session");
    Prefer prefer = Headers.prefer(request);
    String known = Headers.ifNoneMatch(request);
    Seen<SessionRecord> seen = look(id, token, known, prefer);
    if (seen.thing().state() == SessionState.ENDED) {
      cookies.clear(request, response, seen.id(), token);
    }
    Answers.tag(response, seen.thing());
    if (EntityTags.matches(known, seen.tag())) {
      Answers.nothing(response, HttpServletResponse.SC_NOT_MODIFIED, prefer);
    } else {
      Answers.session(response, HttpServletResponse.SC_OK, bodies.of(seen.thing()), prefer);
    }
  }

  private Seen<SessionRecord> look(
      UUID id, SessionToken token, @Nullable String known, Prefer prefer) {
    if (known == null || !prefer.isGiven()) {
      return reads.read(id, token);
    }
    return longPolls.until(
        token.partition(),
        seen -> !EntityTags.matches(known, seen.tag()),
        () -> reads.read(id, token),
        Set.of(id),
        prefer.deadline());
  }

  @PostMapping(SESSION + "/heartbeat")
  void heartbeat(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response) {
    SessionToken token = reads.token(request);
    UUID id = Ids.parse(path, "session");
    Seen<SessionRecord> seen = reads.read(id, token);
    Answers.tag(response, seen.thing());
    Answers.nothing(response, HttpServletResponse.SC_NO_CONTENT, Prefer.NOTHING);
  }

  @DeleteMapping(path = SESSION, produces = Answers.JSON)
  void leave(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = reads.token(request);
    UUID id = Ids.parse(path, "session");
    Prefer prefer = Headers.prefer(request);
    Seen<SessionRecord> seen = reads.read(id, token);
    boolean over = seen.thing().state() == SessionState.ENDED;
    if (!over) {
      long deadline = prefer.deadline();
      long offset = submitLeave(token.partition(), seen.id());
      over = prefer.isGiven() && stamps(token).await(offset, deadline);
      seen = over ? reads.read(id, token) : seen;
    }
    cookies.clear(request, response, seen.id(), token);
    int status =
        over && prefer.isGiven() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED;
    Answers.session(response, status, bodies.of(seen.thing()), prefer);
  }

  private Stamps stamps(SessionToken token) {
    return partitions.of(token.partition()).stamps();
  }

  private long submitLeave(int partition, UUID id) {
    try {
      return submission.submit(partition, new LeaveSession(id)).offset();
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }
}
