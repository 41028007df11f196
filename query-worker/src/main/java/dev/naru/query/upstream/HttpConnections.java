package dev.naru.query.upstream;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;

/**
 * The connections to one upstream. Redirects are not followed: an upstream must not send a query to
 * where the settings do not. HTTP/1.1, so that an abort closes the connection: that is how the
 * other side learns.
 */
final class HttpConnections implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** Sends the request and waits for the head of its answer; an interrupt closes the connection. */
  HttpAnswer open(HttpRequest request) throws IOException, InterruptedException {
    return new HttpAnswer(client.send(request, info -> new PulledBody()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
