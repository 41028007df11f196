package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import dev.naru.model.UpstreamSettings;
import dev.naru.query.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an OpenAI-compatible server for a chat completion, streamed if the payload says so. What its
 * status means is as for {@link HttpUpstream}; the message of its error is in the problem's detail.
 */
final class OpenAiUpstream implements Upstream {
  private final UpstreamSettings settings;
  private final URI url;
  private final ApiKey key;
  private final long maxResult;
  private final UpstreamMetrics metrics;
  private final InstantSource clock;
  private final HttpConnections connections;

  OpenAiUpstream(
      UpstreamSettings settings,
      ApiKey key,
      long maxResult,
      UpstreamMetrics metrics,
      InstantSource clock) {
    this.settings = settings;
    this.url = completions(Objects.requireNonNull(settings.url(), "checked by the settings"));
    this.key = key;
    this.maxResult = maxResult;
    this.metrics = metrics;
    this.clock = clock;
    this.connections = new HttpConnections(Patience.of(settings));
  }

  private static URI completions(URI base) {
    String text = base.toString();
    return URI.create(text + (text.endsWith("/") ? "" : "/") + "chat/completions");
  }

  @Override
  public Outcome call(Question question, Chunks chunks) throws InterruptedException {
    boolean force = Boolean.TRUE.equals(settings.forceModel());
    ChatRequest request = ChatRequest.of(question.payload(), settings.model(), force);
    if (request == null) {
      return new Outcome.Failed(
          Problem.of(
              "PAYLOAD_INVALID",
              "Expected the payload to be a chat completion request, a JSON object, but it is something else"));
    }
    return ask(question, request, chunks);
  }

  private Outcome ask(Question question, ChatRequest request, Chunks chunks)
      throws InterruptedException {
    long began = System.nanoTime();
    try (HttpAnswer answer = connections.open(http(question, request))) {
      if (!answer.isSuccess()) {
        return Refusal.of(answer, clock, ErrorWords.of(Refusal.text(answer), key));
      }
      return answer.isEvents()
          ? new ChatStream(request, chunks, key, maxResult, metrics, began).read(answer)
          : read(answer, began);
    } catch (IOException e) {
      return Outages.of(e);
    }
  }

  private HttpRequest.Builder http(Question question, ChatRequest request) {
    HttpRequest.Builder http =
        HttpRequests.post(url, question, request.body())
            .header("Accept", request.isStream() ? "text/event-stream" : "application/json");
    return key.isNone() ? http : http.header("Authorization", key.bearer());
  }

  private Outcome read(HttpAnswer answer, long began) throws IOException, InterruptedException {
    LimitedText text = new LimitedText(answer.charset(), maxResult);
    for (byte[] bytes = answer.next(); bytes != null; bytes = answer.next()) {
      var unused = text.add(bytes);
      if (text.isTooLong()) {
        return tooLarge();
      }
    }
    var unused = text.end();
    RawJson result = JsonText.valueOf(text.toString());
    count(result, Duration.ofNanos(System.nanoTime() - began));
    // As a JSON string, text grows by its escapes.
    return result.size() > maxResult ? tooLarge() : new Outcome.Answered(result);
  }

  private void count(RawJson result, Duration took) {
    JsonNode usage = JsonMapper.shared().readTree(result.text()).path("usage");
    if (usage.isObject()) {
      metrics.used(usage, took);
    }
  }

  private Outcome tooLarge() {
    return new Outcome.Failed(ResultLimit.exceeded(maxResult));
  }

  @Override
  public void close() {
    connections.close();
  }
}
