package dev.naru.bench.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody active in a room, who asks. */
final class GateVisitor {
  private final HttpClient http;
  private final URI naru;
  private final String session;
  private final String token;

  private GateVisitor(HttpClient http, URI naru, String session, String token) {
    this.http = http;
    this.naru = naru;
    this.session = session;
    this.token = token;
  }

  static GateVisitor join(HttpClient http, URI naru, String room)
      throws IOException, InterruptedException {
    HttpRequest join =
        HttpRequest.newBuilder(naru.resolve("/v1/rooms/" + room + "/sessions"))
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=10")
            .POST(BodyPublishers.ofString("{\"userKey\":\"gate\"}"))
            .build();
    HttpResponse<String> joined = http.send(join, BodyHandlers.ofString());
    if (joined.statusCode() / 100 != 2) {
      throw new IOException("Expected to get into " + room + ", but found " + joined.body());
    }
    return new GateVisitor(
        http, naru, field("sessionId", joined.body()), field("token", joined.body()));
  }

  /**
   * Asks; gives the body of the answer.
   *
   * @param wait seconds to wait for the result; 0 for none
   */
  CompletableFuture<String> ask(String payload, int wait) {
    HttpRequest.Builder ask =
        request("/v1/sessions/" + session + "/queries")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"payload\":" + payload + "}"));
    if (wait > 0) {
      ask.header("Prefer", "wait=" + wait);
    }
    return http.sendAsync(ask.build(), BodyHandlers.ofString())
        .thenApply(
            answer -> {
              if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException("Expected 2xx, but found " + answer.body());
              }
              return answer.body();
            });
  }

  CompletableFuture<HttpResponse<Void>> cancel(String queryId) {
    return http.sendAsync(
        request("/v1/queries/" + queryId).DELETE().build(), BodyHandlers.discarding());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(naru.resolve(path)).header("Authorization", "Bearer " + token);
  }

  /** The text of a field. */
  static String field(String name, String json) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    if (!field.find()) {
      throw new IllegalStateException("Expected " + name + " in " + json);
    }
    return field.group(1);
  }
}
