package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.Stamps;
import dev.naru.model.command.CancelQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asking, looking for the answer and no longer wanting it. */
@RestController
class QueryController {
  private static final String COLLECTION = "/v1/queries/";
  private static final String QUERY = COLLECTION + "{id}";

  private final SessionReads sessions;
  private final QueryReads reads;
  private final Submissions submissions;
  private final LongPolls longPolls;
  private final CommandSubmission submission;
  private final Partitions partitions;

  QueryController(
      SessionReads sessions,
      QueryReads reads,
      Submissions submissions,
      LongPolls longPolls,
      CommandSubmission submission,
      Partitions partitions) {
    this.sessions = sessions;
    this.reads = reads;
    this.submissions = submissions;
    this.longPolls = longPolls;
    this.submission = submission;
    this.partitions = partitions;
  }

  @PostMapping(path = "/v1/sessions/{id}/queries", consumes = Answers.JSON, produces = Answers.JSON)
  void submit(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = sessions.token(request);
    UUID id = Ids.parse(path, "session");
    SessionRecord session = sessions.read(id, token).thing();
    Prefer prefer = Headers.prefer(request);
    String key = Headers.idempotencyKey(request);
    QueryContent content = content(session.room(), request);
    QueryRecord query = submissions.submit(session, token, content, key, prefer);
    boolean finished = prefer.isGiven() && query.state().isTerminal();
    Answers.located(response, COLLECTION, query.id());
    Answers.query(
        response,
        finished ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED,
        query,
        prefer);
  }

  private QueryContent content(String room, HttpServletRequest request) {
    int most = submissions.mostPayload(room);
    QueryContent content =
        QueryContent.read(RequestContent.read(request, most + QueryContent.ENVELOPE_BYTES));
    if (content.payload().size() > most) {
      throw Problems.payloadTooLarge(most);
    }
    return content;
  }

  @GetMapping(path = QUERY, produces = Answers.JSON)
  void look(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = sessions.token(request);
    UUID id = Ids.parse(path, "query");
    Prefer prefer = Headers.prefer(request);
    String known = Headers.ifNoneMatch(request);
    Seen<QueryRecord> seen = look(id, token, known, prefer);
    Answers.tag(response, seen.thing());
    if (EntityTags.matches(known, seen.tag())) {
      Answers.nothing(response, HttpServletResponse.SC_NOT_MODIFIED, prefer);
    } else {
      Answers.query(response, HttpServletResponse.SC_OK, seen.thing(), prefer);
    }
  }

  private Seen<QueryRecord> look(
      UUID id, SessionToken token, @Nullable String known, Prefer prefer) {
    if (known == null || !prefer.isGiven()) {
      return heardAndRead(id, token);
    }
    return longPolls.until(
        token.partition(),
        seen -> !EntityTags.matches(known, seen.tag()),
        () -> heardAndRead(id, token),
        idsOf(id, token),
        prefer.deadline());
  }

  /** Of the token's session too: a transfer voids the token. */
  private static Set<UUID> idsOf(UUID id, SessionToken token) {
    return id.equals(token.sessionId()) ? Set.of(id) : Set.of(id, token.sessionId());
  }

  private Seen<QueryRecord> heardAndRead(UUID id, SessionToken token) {
    Seen<QueryRecord> seen = sessions.hearing(token, () -> reads.read(id, token));
    sessions.heard(seen.thing().sessionId(), token);
    return seen;
  }

  @DeleteMapping(path = QUERY, produces = Answers.JSON)
  void cancel(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = sessions.token(request);
    UUID id = Ids.parse(path, "query");
    Prefer prefer = Headers.prefer(request);
    Seen<QueryRecord> seen = heardAndRead(id, token);
    if (!seen.thing().state().isTerminal()) {
      long deadline = prefer.deadline();
      long offset = submitCancel(token.partition(), seen.thing());
      if (prefer.isGiven() && stamps(token).await(offset, deadline)) {
        seen = heardAndRead(id, token);
      }
    }
    boolean over = prefer.isGiven() && seen.thing().state().isTerminal();
    int status = over ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED;
    Answers.query(response, status, seen.thing(), prefer);
  }

  private Stamps stamps(SessionToken token) {
    return partitions.of(token.partition()).stamps();
  }

  private long submitCancel(int partition, QueryRecord query) {
    try {
      return submission.submit(partition, new CancelQuery(query.id(), query.sessionId())).offset();
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }
}
