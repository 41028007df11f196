package dev.naru.ingress.http;

import dev.naru.ingress.story.Story;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpHeaders;

/** Writes answers, straight to the connection. */
final class Answers {
  static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";
  private static final String EVENT_STREAM = "text/event-stream";
  private static final String NO_STORE = "no-store";

  private Answers() {}

  /** A session that was asked for; not for any cache. */
  static void session(HttpServletResponse response, int status, SessionBody body, Prefer prefer)
      throws IOException {
    privately(response, prefer);
    write(response, status, JSON, Json.SESSION.writeValueAsBytes(body));
  }

  static void query(HttpServletResponse response, int status, QueryRecord query, Prefer prefer)
      throws IOException {
    privately(response, prefer);
    write(response, status, JSON, Json.QUERY.writeValueAsBytes(QueryBody.of(query)));
  }

  /** A wait that was asked for; not for any cache. */
  static void story(HttpServletResponse response, Story story) throws IOException {
    privately(response, Prefer.NOTHING);
    write(response, HttpServletResponse.SC_OK, JSON, Json.STORY.writeValueAsBytes(story));
  }

  /** What an operator asked for; not for any cache. */
  static void operator(HttpServletResponse response, int status, Object body) throws IOException {
    operator(response, status, body, Prefer.NOTHING);
  }

  static void operator(HttpServletResponse response, int status, Object body, Prefer prefer)
      throws IOException {
    privately(response, prefer);
    write(response, status, JSON, Json.OPERATOR.writeValueAsBytes(body));
  }

  static void ticket(HttpServletResponse response, PushTicketBody ticket) throws IOException {
    privately(response, Prefer.NOTHING);
    write(response, HttpServletResponse.SC_CREATED, JSON, Json.TICKET.writeValueAsBytes(ticket));
  }

  static void transferCode(HttpServletResponse response, TransferCodeBody code) throws IOException {
    privately(response, Prefer.NOTHING);
    write(
        response, HttpServletResponse.SC_CREATED, JSON, Json.TRANSFER_CODE.writeValueAsBytes(code));
  }

  /**
   * The head of a push, which ends with its connection; proxies are asked to pass it on as it
   * comes.
   */
  static void push(HttpServletResponse response) {
    privately(response, Prefer.NOTHING);
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(EVENT_STREAM);
    response.setHeader(HttpHeaders.CONNECTION, "close");
    response.setHeader("X-Accel-Buffering", "no");
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  static void tag(HttpServletResponse response, SessionRecord session) {
    response.setHeader(HttpHeaders.ETAG, EntityTags.of(session));
  }

  static void tag(HttpServletResponse response, QueryRecord query) {
    response.setHeader(HttpHeaders.ETAG, EntityTags.of(query));
  }

  static void located(HttpServletResponse response, String collection, UUID id) {
    response.setHeader(HttpHeaders.LOCATION, collection + id);
  }

  /** An answer without content, such as 204 or 304. */
  static void nothing(HttpServletResponse response, int status, Prefer prefer) {
    privately(response, prefer);
    response.setStatus(status);
  }

  private static void privately(HttpServletResponse response, Prefer prefer) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    if (prefer.isGiven()) {
      response.setHeader(Prefer.APPLIED, "wait=" + prefer.seconds());
    }
  }

  static void problem(HttpServletResponse response, Problem problem) throws IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    problem.headers().forEach(response::setHeader);
    write(response, problem.status(), PROBLEM_JSON, Json.PROBLEM.writeValueAsBytes(problem));
    if (problem.status() == 413) {
      // the answer goes out before the rest of the content is passed over, for those who listen
      // while they send
      response.flushBuffer();
    }
  }

  static void write(HttpServletResponse response, int status, String type, byte[] content)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }
}
