package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import dev.naru.query.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * POSTs the payload to a URL; {@code 2xx} is the answer, {@code 4xx} other than 408, 425 and 429 a
 * failure for good, everything else a failure that is worth another attempt. Redirects are not
 * followed. HTTP/1.1, so that an abort closes the connection: that is how the other side learns.
 */
final class HttpUpstream implements Upstream {
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  /** Of an error's body only so much is read as it takes to keep the connection. */
  private static final long ERROR_BODY = 64 << 10;

  private final URI url;
  private final long maxResult;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  HttpUpstream(URI url, long maxResult, InstantSource clock) {
    this.url = url;
    this.maxResult = maxResult;
    this.clock = clock;
  }

  @Override
  public Outcome call(Question question) throws InterruptedException {
    try {
      return outcome(client.send(request(question), this::body));
    } catch (IOException e) {
      return new Outcome.Unavailable(
          Problem.of(
              "UPSTREAM_UNAVAILABLE",
              "Expected an answer from the upstream, but there was none: "
                  + e.getClass().getSimpleName()),
          Duration.ZERO);
    }
  }

  private HttpRequest request(Question question) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, */*;q=0.5")
        .header("Idempotency-Key", question.queryId().toString())
        .header("Naru-Query", question.queryId().toString())
        .header("Naru-Session", question.sessionId().toString())
        .header("Naru-Room", question.room())
        .header("Naru-Attempt", String.valueOf(question.attempt()))
        .header("traceparent", question.traceparent())
        .POST(BodyPublishers.ofString(question.payload().text()))
        .build();
  }

  private HttpResponse.BodySubscriber<LimitedBody.Body> body(HttpResponse.ResponseInfo info) {
    return new LimitedBody(isSuccess(info.statusCode()) ? maxResult : ERROR_BODY);
  }

  private Outcome outcome(HttpResponse<LimitedBody.Body> response) {
    int status = response.statusCode();
    if (isSuccess(status)) {
      return response.body().whole() ? answer(response) : tooLarge();
    }
    Problem problem =
        Problem.of(
            "UPSTREAM_FAILED",
            "Expected a status of 2xx from the upstream, but it answered " + status);
    return status >= 400 && status < 500 && !PASSING.contains(status)
        ? new Outcome.Failed(problem)
        : new Outcome.Unavailable(problem, RetryAfter.of(response.headers(), clock));
  }

  private Outcome answer(HttpResponse<LimitedBody.Body> response) {
    RawJson result = JsonText.valueOf(new String(response.body().bytes(), charset(response)));
    // As a JSON string, text grows by its escapes.
    return result.size() > maxResult ? tooLarge() : new Outcome.Answered(result);
  }

  private Outcome tooLarge() {
    return new Outcome.Failed(ResultLimit.exceeded(maxResult));
  }

  private static Charset charset(HttpResponse<?> response) {
    Matcher charset = CHARSET.matcher(response.headers().firstValue("Content-Type").orElse(""));
    try {
      return charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
