package dev.naru.standalone;

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
 * A user of the HTTP interface.
 *
 * @param base address, may be another after a restart
 * @param session as it was answered to the join
 */
record Visitor(String base, JsonNode session) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  static Visitor join(String base, String userKey) {
    return join(base, "default", userKey);
  }

  static Visitor join(String base, String room, String userKey) {
    String body = "{\"userKey\":\"%s\"}".formatted(userKey);
    return new Visitor(base, send("POST", base + "/v1/rooms/" + room + "/sessions", "", body));
  }

  static JsonNode get(String url) {
    return send("GET", url, "", "");
  }

  static String text(String url) {
    return exchange("GET", url, "", "");
  }

  Visitor at(String newBase) {
    return new Visitor(newBase, session);
  }

  JsonNode read() {
    return send("GET", base + path(), token(), "");
  }

  JsonNode story() {
    return send("GET", base + path() + "/story", token(), "");
  }

  /** Moves the place to another device; returns how that one sees it. */
  Visitor transfer() {
    String code = send("POST", base + path() + "/transfers", token(), "").path("code").asString("");
    return new Visitor(base, send("POST", base + "/v1/transfers/" + code, "", ""));
  }

  /** What is wrong with reading the session; empty if nothing is. */
  String problem() {
    return read().path("type").asString("").replace("urn:naru:problem:", "");
  }

  JsonNode leave() {
    return send("DELETE", base + path(), token(), "");
  }

  /** Returns when the query is finished, or after 20 s. */
  JsonNode ask(String payload) {
    return send("POST", base + path() + "/queries", token(), "{\"payload\":%s}".formatted(payload));
  }

  /** Follows the session; returns what is pushed as it comes, until the list is closed. */
  Pushes follow() {
    return Pushes.open(base + path() + "/events", token());
  }

  JsonNode query(String id) {
    return send("GET", base + "/v1/queries/" + id, token(), "");
  }

  String joinedAs() {
    return session.path("state").asString("");
  }

  String state() {
    return read().path("state").asString("");
  }

  private String path() {
    return "/v1/sessions/" + session.path("sessionId").asString("");
  }

  private String token() {
    return session.path("token").asString("");
  }

  private static JsonNode send(String method, String url, String token, String body) {
    return JSON.readTree(exchange(method, url, token, body));
  }

  private static String exchange(String method, String url, String token, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=20")
            .header("Authorization", "Bearer " + token)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
