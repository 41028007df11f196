package dev.naru.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody without a browser, such as who is in the way of one with.
 *
 * @param session as it was answered to the join
 */
record Visitor(String base, JsonNode session) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  static Visitor join(String base, String room, String userKey) {
    String body = "{\"userKey\":\"%s\"}".formatted(userKey);
    return new Visitor(base, send("POST", base + "/v1/rooms/" + room + "/sessions", "", body));
  }

  String id() {
    return session.path("sessionId").asString("");
  }

  String token() {
    return session.path("token").asString("");
  }

  JsonNode leave() {
    return send("DELETE", base + "/v1/sessions/" + id(), token(), "");
  }

  private static JsonNode send(String method, String url, String token, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=20")
            .header("Authorization", "Bearer " + token)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
