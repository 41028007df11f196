package dev.naru.bench.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Many who are in a room.
 *
 * @param session id
 * @param token the session's
 */
record Crowd(String session, String token) {
  private static final int AT_ONCE = 64;

  /** Lets so many join, and waits until they are in. */
  static List<Crowd> join(HttpClient http, URI naru, String room, int count)
      throws IOException, InterruptedException {
    Semaphore free = new Semaphore(AT_ONCE);
    List<CompletableFuture<HttpResponse<String>>> joins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      HttpRequest join =
          HttpRequest.newBuilder(naru.resolve("/v1/rooms/" + room + "/sessions"))
              .header("Content-Type", "application/json")
              .header("Prefer", "wait=20")
              .POST(BodyPublishers.ofString("{\"userKey\":\"crowd-" + i + "\"}"))
              .build();
      free.acquire();
      joins.add(
          http.sendAsync(join, BodyHandlers.ofString())
              .whenComplete((answer, failure) -> free.release()));
    }
    List<Crowd> crowd = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> join : joins) {
      HttpResponse<String> joined = join.join();
      if (joined.statusCode() != 201) {
        throw new IOException("Expected to get into " + room + ", but found " + joined.body());
      }
      crowd.add(
          new Crowd(
              GateVisitor.field("sessionId", joined.body()),
              GateVisitor.field("token", joined.body())));
    }
    return crowd;
  }
}
