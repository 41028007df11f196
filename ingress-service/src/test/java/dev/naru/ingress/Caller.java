package dev.naru.ingress;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service over HTTP, as anybody would. */
public final class Caller {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String base;

  public Caller(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  public Answer join(String room, String userKey, String... headers) {
    return send(
        "POST", "/v1/rooms/" + room + "/sessions", "{\"userKey\":\"" + userKey + "\"}", headers);
  }

  /** Sends a request; the content is JSON unless the headers say otherwise. */
  public Answer send(String method, String path, @Nullable String content, String... headers) {
    return sendLater(method, path, content, headers).join();
  }

  public CompletableFuture<Answer> sendLater(
      String method, String path, @Nullable String content, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .method(
                method,
                content == null ? BodyPublishers.noBody() : BodyPublishers.ofString(content));
    boolean typed = String.join(" ", headers).contains("Content-Type");
    if (content != null && !typed) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::new);
  }

  public Answer send(HttpRequest request) throws IOException, InterruptedException {
    return new Answer(client.send(request, BodyHandlers.ofString()));
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    public JsonNode json() {
      return MAPPER.readTree(response.body());
    }

    public String text(String field) {
      return json().path(field).asString("");
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String problem() {
      return header("Content-Type").startsWith("application/problem+json")
          ? text("type").replace("urn:naru:problem:", "")
          : "";
    }

    /** The header that a session's token makes. */
    public String[] as() {
      return new String[] {"Authorization", "Bearer " + text("token")};
    }

    public String sessionId() {
      return text("sessionId");
    }
  }
}
