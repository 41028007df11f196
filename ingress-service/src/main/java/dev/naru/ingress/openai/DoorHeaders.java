package dev.naru.ingress.openai;

import dev.naru.ingress.view.QueryRecord;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;

/** What answers say in their headers, besides OpenAI's. */
final class DoorHeaders {
  private static final String REQUEST_ID = "x-request-id";
  private static final String SESSION = "Naru-Session";
  private static final String QUERY = "Naru-Query";
  private static final String QUEUE_MILLIS = "Naru-Queue-Ms";
  private static final String RUN_MILLIS = "Naru-Run-Ms";

  private DoorHeaders() {}

  static void session(HttpServletResponse response, UUID session) {
    response.setHeader(SESSION, session.toString());
  }

  static void query(HttpServletResponse response, UUID query) {
    response.setHeader(QUERY, query.toString());
    // what clients show as the id of a request, to ask people about
    response.setHeader(REQUEST_ID, query.toString());
  }

  static void queue(HttpServletResponse response, Duration queue) {
    response.setHeader(QUEUE_MILLIS, String.valueOf(queue.toMillis()));
  }

  static void timing(HttpServletResponse response, QueryRecord query, Timing timing) {
    session(response, query.sessionId());
    query(response, query.id());
    queue(response, timing.queue());
    response.setHeader(RUN_MILLIS, String.valueOf(timing.run().toMillis()));
  }
}
