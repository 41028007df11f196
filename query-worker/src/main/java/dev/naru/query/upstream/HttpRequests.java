package dev.naru.query.upstream;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** The requests that carry questions: JSON in the body, and in the headers whose it is. */
final class HttpRequests {
  private HttpRequests() {}

  /** A POST of the body, to which headers may be added. */
  static HttpRequest.Builder post(URI url, Question question, String body) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", question.queryId().toString())
        .header("Naru-Query", question.queryId().toString())
        .header("Naru-Session", question.sessionId().toString())
        .header("Naru-Room", question.room())
        .header("Naru-Attempt", String.valueOf(question.attempt()))
        .header("traceparent", question.traceparent())
        .POST(BodyPublishers.ofString(body));
  }
}
