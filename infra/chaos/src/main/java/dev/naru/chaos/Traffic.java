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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Users who come again and again: join, wait for their turn, ask a question, read the answer,
 * leave; some join twice with one key, some leave before their turn, some cancel. They do what the
 * contract says: what was not confirmed is repeated with the same key, wherever the product is.
 */
final class Traffic implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long SHORT_MILLIS = 100;

  /** Longer than a dead worker keeps its slots (6 s): the call goes on while the slot moves. */
  private static final long LONG_MILLIS = 8_000;

  private static final Set<String> OVER =
      Set.of("ENDED", "SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger visits = new AtomicInteger();
  private final String crowd = "crowd-" + System.nanoTime();
  private final Supplier<List<String>> urls;
  private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<UUID> confirmedEnds = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private volatile boolean closing;

  /**
   * What a 2xx said is in the log.
   *
   * @param mayCancel whether the user wanted the query to end early
   */
  record Promise(
      String user, UUID sessionId, Optional<UUID> queryId, boolean mayCancel, String token) {}

  /** What a visitor does besides. */
  private enum Habit {
    NONE,
    JOINS_TWICE,
    LEAVES_EARLY,
    CANCELS,
    ASKS_AT_LENGTH;

    static Habit of(int visit) {
      return switch (visit % 40) {
        case 3, 13, 23, 33 -> JOINS_TWICE;
        case 5, 15, 25, 35 -> LEAVES_EARLY;
        case 7, 17, 27, 37 -> CANCELS;
        case 9 -> ASKS_AT_LENGTH;
        default -> NONE;
      };
    }
  }

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

  private Traffic(Supplier<List<String>> urls) {
    this.urls = urls;
  }

  static Traffic of(String url, int users) {
    return of(() -> List.of(url), users);
  }

  /**
   * @param urls where the product is at the moment
   */
  static Traffic of(Supplier<List<String>> urls, int users) {
    Traffic traffic = new Traffic(urls);
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

  /** How many joins were confirmed. */
  long joins() {
    return promises.stream().filter(promise -> promise.queryId().isEmpty()).count();
  }

  /** How many queries were confirmed. */
  long queries() {
    return promises.stream().filter(promise -> promise.queryId().isPresent()).count();
  }

  /** The queries that were seen to succeed. */
  Set<UUID> succeeded() {
    return answers.stream()
        .filter(answer -> answer.body().path("state").asString("").equals("SUCCEEDED"))
        .map(answer -> UUID.fromString(answer.body().path("queryId").asString()))
        .collect(Collectors.toSet());
  }

  /** The sessions that were left and the queries that were cancelled, as a 2xx said. */
  Queue<UUID> confirmedEnds() {
    return confirmedEnds;
  }

  /** What no user should see, whatever breaks. */
  Queue<String> complaints() {
    return complaints;
  }

  private void comeAgainAndAgain() {
    while (!closing) {
      try {
        int visit = visits.incrementAndGet();
        visit(crowd + "-" + visit, Habit.of(visit));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        complaints.add("a visit ended: " + e);
      }
    }
  }

  private void visit(String user, Habit habit) throws InterruptedException {
    String key = newKey();
    JsonNode joined = join(user, key);
    String token = joined.path("token").asString();
    UUID sessionId = UUID.fromString(joined.path("sessionId").asString());
    promises.add(new Promise(user, sessionId, Optional.empty(), false, token));
    if (habit == Habit.JOINS_TWICE) {
      joinAgain(user, key, sessionId, token);
    }
    String session = "/v1/sessions/" + sessionId;
    if (habit != Habit.LEAVES_EARLY) {
      if (!untilState(session, token, "ACTIVE").equals("ACTIVE")) {
        return;
      }
      ask(user, sessionId, token, habit);
    }
    end(session, sessionId, token);
  }

  private void end(String path, UUID id, String token) throws InterruptedException {
    untilConfirmed("DELETE", path, token, "", "");
    confirmedEnds.add(id);
  }

  private JsonNode join(String user, String key) throws InterruptedException {
    return untilConfirmed(
        "POST", "/v1/rooms/default/sessions", "", "{\"userKey\":\"" + user + "\"}", key);
  }

  /** Once both are decided, both are one session. */
  private void joinAgain(String user, String key, UUID sessionId, String token)
      throws InterruptedException {
    JsonNode again = join(user, key);
    String session = again.path("sessionId").asString();
    String mine = decidedId("/v1/sessions/" + sessionId, token);
    String other = decidedId("/v1/sessions/" + session, again.path("token").asString());
    if (!mine.equals(other)) {
      complaints.add(user + " joined twice with one key and has two sessions");
    }
  }

  private String decidedId(String path, String token) throws InterruptedException {
    while (true) {
      Answer answer = send("GET", path, token, "", "");
      String state = answer.body().path("state").asString("PENDING");
      if (answer.status() == 200 && !state.equals("PENDING")) {
        return answer.body().path("sessionId").asString();
      }
      Thread.sleep(300);
    }
  }

  private void ask(String user, UUID sessionId, String token, Habit habit)
      throws InterruptedException {
    boolean cancels = habit == Habit.CANCELS;
    long millis = cancels || habit == Habit.ASKS_AT_LENGTH ? LONG_MILLIS : SHORT_MILLIS;
    String question = "{\"payload\":{\"ask\":\"%s\",\"delayMillis\":%d}}".formatted(user, millis);
    JsonNode asked =
        untilConfirmed("POST", "/v1/sessions/" + sessionId + "/queries", token, question, newKey());
    UUID queryId = UUID.fromString(asked.path("queryId").asString());
    promises.add(new Promise(user, sessionId, Optional.of(queryId), cancels, token));
    String query = "/v1/queries/" + queryId;
    if (cancels) {
      end(query, queryId, token);
    } else {
      untilState(query, token, "SUCCEEDED");
    }
  }

  private static String newKey() {
    return "\"" + UUID.randomUUID() + "\"";
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
      Thread.sleep(300);
    }
  }

  private String untilState(String path, String token, String wanted) throws InterruptedException {
    while (true) {
      Answer answer = send("GET", path, token, "", "");
      String state = answer.body().path("state").asString("");
      if (state.equals(wanted) || OVER.contains(state)) {
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
    List<String> doors = urls.get();
    String door = doors.get(ThreadLocalRandom.current().nextInt(doors.size()));
    var request = HttpRequest.newBuilder(URI.create(door + path)).timeout(PATIENCE);
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
