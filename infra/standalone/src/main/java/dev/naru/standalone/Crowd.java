package dev.naru.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Visitors who come all at once, again and again, and do what visitors do. */
final class Crowd {
  private static final int SIZE = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  private final String base;

  Crowd(String base) {
    this.base = base;
  }

  /** Returns after the round in which the time is up. */
  void comeFor(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .connectTimeout(PATIENCE)
                .build()) {
      for (int round = 0; System.nanoTime() < end; round++) {
        come(round, threads, client);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void come(int round, ExecutorService threads, HttpClient client)
      throws InterruptedException {
    var visits = new ArrayList<Callable<Void>>(SIZE);
    for (int i = 0; i < SIZE; i++) {
      String user = "visitor-" + round + "-" + i;
      visits.add(() -> visit(user, client));
    }
    // who is turned away, or waits too long, has warmed something up, too
    var unused =
        threads.invokeAll(visits, PATIENCE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  private Void visit(String user, HttpClient client) throws IOException, InterruptedException {
    JsonNode session =
        send(
            client,
            request("/v1/rooms/default/sessions", "", "POST", "{\"userKey\":\"" + user + "\"}"));
    String token = session.path("token").asString("");
    String path = "/v1/sessions/" + session.path("sessionId").asString("");
    send(client, request(path, token, "GET", ""));
    if (session.path("state").asString("").equals("ACTIVE")) {
      send(
          client,
          request(path + "/queries", token, "POST", "{\"payload\":{\"ask\":\"" + user + "\"}}"));
    }
    send(client, request(path, token, "DELETE", ""));
    return null;
  }

  private HttpRequest request(String path, String token, String method, String body) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Prefer", "wait=5")
        .header("Authorization", "Bearer " + token)
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  private static JsonNode send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    return JSON.readTree(response.body());
  }
}
