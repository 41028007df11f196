package dev.naru.bench.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Joins at a steady rate, whether the ones before were answered or not; each counts from when it
 * was due, so a server that stalls is not spared those who would have come meanwhile.
 */
final class PacedClient {
  private static final int DECIDED = 201;

  private final HttpClient http;
  private final URI joins;
  private final String prefix;
  private long users;

  /**
   * @param prefix of the user keys, which no other client may use
   */
  PacedClient(HttpClient http, URI server, String prefix) {
    this.http = http;
    this.joins = server.resolve("/v1/rooms/default/sessions");
    this.prefix = prefix;
  }

  /** Throws if one of the joins is not decided. */
  Latencies join(int perSecond, Duration length) throws IOException {
    long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long count = length.toNanos() / interval;
    long start = System.nanoTime();
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      long due = start + i * interval;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      answers.add(join(due));
    }
    Latencies latencies = new Latencies();
    try {
      answers.forEach(answer -> latencies.add(answer.join()));
    } catch (CompletionException e) {
      throw new IOException("Expected each join to be decided, but one was not", e);
    }
    return latencies;
  }

  private CompletableFuture<Long> join(long due) {
    String body = "{\"userKey\":\"%s%d\"}".formatted(prefix, users++);
    HttpRequest request =
        HttpRequest.newBuilder(joins)
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=5")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, BodyHandlers.discarding())
        .thenApply(
            response -> {
              if (response.statusCode() != DECIDED) {
                throw new IllegalStateException("Status " + response.statusCode());
              }
              return System.nanoTime() - due;
            });
  }
}
