package dev.naru.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Users who come again and again: join, wait for their turn, ask a question, read the answer,
 * leave. They do what the contract says: what was not confirmed is repeated with the same key.
 */
final class Traffic implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger visits = new AtomicInteger();
  private final String crowd = "crowd-" + System.nanoTime();
  private final String url;
  private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private volatile boolean closing;

  /** What a 2xx said is in the log. */
  record Promise(String user, UUID sessionId, Optional<UUID> queryId, String token) {}

  /**
   * One request and what became of it.
   *
   * @param status 0 if there was none
   */
  record Answer(String method, String path, long sentAt, long millis, int status, JsonNode body) {
    boolean isCommand() {
      return !method.equals("GET");
    }
  }

  private Traffic(String url) {
    this.url = url;
  }

  static Traffic of(String url, int users) {
    Traffic traffic = new Traffic(url);
    for (int i = 0; i < users; i++) {
      traffic.users.execute(traffic::comeAgainAndAgain);
    }
    return traffic;
  }

  Queue<Promise> promises() {
    return promises;
  }

  /** What was answered since a time by {@link System#nanoTime()}. */
  List<Answer> answersSince(long nanoTime) {
    return answers.stream().filter(answer -> answer.sentAt() - nanoTime >= 0).toList();
  }

  /** How many queries were seen to succeed since a time by {@link System#nanoTime()}. */
  long succeededSince(long nanoTime) {
    return answersSince(nanoTime).stream()
        .filter(answer -> answer.body().path("state").asString("").equals("SUCCEEDED"))
        .count();
  }

  /** What no user should see, whatever breaks. */
  Queue<String> complaints() {
    return complaints;
  }

  private void comeAgainAndAgain() {
    while (!closing) {
      try {
        visit(crowd + "-" + visits.incrementAndGet());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        complaints.add("a visit ended: " + e);
      }
    }
  }

  private void visit(String user) throws InterruptedException {
    String key = "\"" + UUID.randomUUID() + "\"";
    JsonNode joined =
        untilConfirmed(
            "POST", "/v1/rooms/default/sessions", "", "{\"userKey\":\"" + user + "\"}", key);
    String token = joined.path("token").asString();
    UUID sessionId = UUID.fromString(joined.path("sessionId").asString());
    promises.add(new Promise(user, sessionId, Optional.empty(), token));
    String session = "/v1/sessions/" + sessionId;
    if (!untilState(session, token, "ACTIVE").equals("ACTIVE")) {
      return;
    }
    String question = "{\"payload\":{\"ask\":\"" + user + "\",\"delayMillis\":50}}";
    JsonNode asked =
        untilConfirmed(
            "POST", session + "/queries", token, question, "\"" + UUID.randomUUID() + "\"");
    UUID queryId = UUID.fromString(asked.path("queryId").asString());
    promises.add(new Promise(user, sessionId, Optional.of(queryId), token));
    untilState("/v1/queries/" + queryId, token, "SUCCEEDED");
    untilConfirmed("DELETE", session, token, "", "");
  }

  /** Sends a command until it is confirmed. */
  private JsonNode untilConfirmed(String method, String path, String token, String body, String key)
      throws InterruptedException {
    while (true) {
      Answer answer = send(method, path, token, body, key);
      if (answer.status() / 100 == 2) {
        return answer.body();
      }
      if (answer.status() != 503 && answer.status() != 0) {
        throw new IllegalStateException(method + " " + path + " was answered " + answer);
      }
      if (closing && answer.status() == 0) {
        throw new InterruptedException();
      }
      Thread.sleep(300);
    }
  }

  private String untilState(String path, String token, String wanted) throws InterruptedException {
    while (true) {
      Answer answer = send("GET", path, token, "", "");
      String state = answer.body().path("state").asString("");
      if (state.equals(wanted) || state.equals("ENDED") || state.equals("FAILED")) {
        if (!state.equals(wanted)) {
          complaints.add("Expected " + path + " to become " + wanted + ", but it is " + answer);
        }
        return state;
      }
      if (answer.status() != 200 && answer.status() != 503 && answer.status() != 0) {
        throw new IllegalStateException("GET " + path + " was answered " + answer);
      }
      Thread.sleep(answer.status() == 200 ? 20 : 300);
    }
  }

  private Answer send(String method, String path, String token, String body, String key)
      throws InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
    request.method(
        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    request.header("Prefer", "wait=2");
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    long begin = System.nanoTime();
    Answer answer;
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      answer = answer(method, path, begin, response.statusCode(), response.body());
      if (response.statusCode() == 503 && response.headers().firstValue("Retry-After").isEmpty()) {
        complaints.add("503 without Retry-After: " + answer);
      }
      if (response.body().contains("Exception")) {
        complaints.add("an exception was shown: " + answer);
      }
    } catch (IOException e) {
      answer = answer(method, path, begin, 0, "");
    }
    answers.add(answer);
    return answer;
  }

  private static Answer answer(String method, String path, long begin, int status, String body) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    JsonNode json = body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    return new Answer(method, path, begin, millis, status, json);
  }

  /** Lets everybody end the visit. */
  void end() throws InterruptedException {
    closing = true;
    users.shutdown();
    if (!users.awaitTermination(90, TimeUnit.SECONDS)) {
      complaints.add("some visits did not come to their end within 90 s");
    }
  }

  @Override
  public void close() {
    closing = true;
    users.shutdownNow();
    http.shutdownNow();
  }
}
