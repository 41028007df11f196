package dev.naru.query.upstream;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * The connections to one upstream. Redirects are not followed: an upstream must not send a query to
 * where the settings do not. HTTP/1.1, so that an abort closes the connection: that is how the
 * other side learns.
 */
final class HttpConnections implements AutoCloseable {
  private final Patience patience;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  HttpConnections(Patience patience) {
    this.patience = patience;
  }

  /**
   * Sends the request and waits for the head of its answer; an interrupt closes the connection.
   *
   * @throws SlowAnswerException if nothing came within the time for the first byte
   */
  HttpAnswer open(HttpRequest.Builder request) throws IOException, InterruptedException {
    Pace pace = new Pace(patience);
    Duration firstByte = patience.firstByte();
    if (firstByte != null) {
      request.timeout(firstByte);
    }
    try {
      return new HttpAnswer(client.send(request.build(), info -> new PulledBody()), pace);
    } catch (HttpTimeoutException e) {
      throw pace.isOver() ? pace.tooSlow() : e;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
