package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;

/**
 * POSTs the payload to a URL; {@code 2xx} is the answer, {@code 4xx} other than 408, 425 and 429 a
 * failure for good, everything else a failure that is worth another attempt.
 */
final class HttpUpstream implements Upstream {
  private final URI url;
  private final long maxResult;
  private final InstantSource clock;
  private final HttpConnections connections;

  HttpUpstream(URI url, long maxResult, Patience patience, InstantSource clock) {
    this.url = url;
    this.maxResult = maxResult;
    this.clock = clock;
    this.connections = new HttpConnections(patience);
  }

  @Override
  public Outcome call(Question question, Chunks chunks) throws InterruptedException {
    try (HttpAnswer answer = connections.open(request(question))) {
      return answer.isSuccess() ? read(answer, chunks) : Refusal.of(answer, clock);
    } catch (IOException e) {
      return Outages.of(e);
    }
  }

  private HttpRequest.Builder request(Question question) {
    return HttpRequests.post(url, question, question.payload().text())
        .header("Accept", "application/json, */*;q=0.5");
  }

  private Outcome read(HttpAnswer answer, Chunks chunks) throws IOException, InterruptedException {
    Cutter cutter = Cutter.of(answer, chunks);
    LimitedText text = new LimitedText(answer.charset(), maxResult);
    for (byte[] bytes = answer.next(); bytes != null; bytes = answer.next()) {
      String piece = text.add(bytes);
      if (text.isTooLong()) {
        return tooLarge();
      }
      cutter.accept(piece);
    }
    cutter.accept(text.end());
    cutter.end();
    return result(text.toString());
  }

  private Outcome result(String text) {
    RawJson result = JsonText.valueOf(text);
    // As a JSON string, text grows by its escapes.
    return result.size() > maxResult ? tooLarge() : new Outcome.Answered(result);
  }

  private Outcome tooLarge() {
    return new Outcome.Failed(ResultLimit.exceeded(maxResult));
  }

  @Override
  public void close() {
    connections.close();
  }
}
