package dev.naru.evidence.subject;

import dev.naru.evidence.CannotRunException;
import dev.naru.evidence.check.RoomReading;
import dev.naru.evidence.load.Bodies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The few questions that are asked beside the load. */
public final class NaruHttp {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI naru;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  public NaruHttp(URI naru) {
    this.naru = naru;
  }

  /** Whether it answers that it is ready. */
  public boolean isReady() throws InterruptedException {
    try {
      return get("/actuator/health/readiness").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The room's public figures, at most a second old. */
  public RoomReading room(String room) throws InterruptedException {
    try {
      HttpResponse<String> answer = get("/v1/rooms/" + room);
      if (answer.statusCode() == 200) {
        return Bodies.room(answer.body());
      }
      throw new CannotRunException(
          "Expected room '%s' of %s, but the answer was %d"
              .formatted(room, naru, answer.statusCode()));
    } catch (IOException e) {
      throw new CannotRunException("Expected an answer of " + naru + ", but: " + e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(naru.resolve(path)).timeout(PATIENCE).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
