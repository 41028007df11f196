package dev.naru.chaos;

import dev.naru.chaos.Traffic.Promise;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Users who look again at what became of them: the API must say what the log says. */
final class Readers {
  private static final int SAMPLE = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<String> doors;
  private final Ledger ledger;

  Readers(List<String> doors, Ledger ledger) {
    this.doors = doors;
    this.ledger = ledger;
  }

  /** Some of the promises, spread over the whole run, at each door in turn. */
  List<String> violations(List<Promise> promises) throws InterruptedException {
    List<String> found = new ArrayList<>();
    int step = Math.max(1, promises.size() / SAMPLE);
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int i = 0; i < promises.size(); i += step) {
        check(http, doors.get(i / step % doors.size()), promises.get(i), found);
      }
    }
    return found;
  }

  private void check(HttpClient http, String door, Promise promise, List<String> found)
      throws InterruptedException {
    String path =
        promise
            .queryId()
            .map(id -> "/v1/queries/" + id)
            .orElse("/v1/sessions/" + promise.sessionId());
    String expected = promise.queryId().map(ledger.slots()::outcome).orElse("ENDED");
    JsonNode seen = read(http, door + path, promise.token());
    if (!seen.path("state").asString("").equals(expected)) {
      found.add("Expected %s to read as %s, but it is %s".formatted(path, expected, seen));
    }
    if (expected.equals("ENDED") && !seen.path("endedReason").asString("").equals("LEFT")) {
      found.add("Expected %s to have left, but it is %s".formatted(path, seen));
    }
  }

  /** The last answer, as soon as one is not 503. */
  private static JsonNode read(HttpClient http, String uri, String token)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode last = JSON.createObjectNode();
    while (System.nanoTime() < end) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        last = JSON.readTree(response.body());
        if (response.statusCode() != 503) {
          return last;
        }
      } catch (IOException e) {
        // again
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return last;
  }
}
