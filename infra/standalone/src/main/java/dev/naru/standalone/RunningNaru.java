package dev.naru.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running Naru, asked as its operator.
 *
 * @param http its address
 * @param token the operator's
 */
record RunningNaru(String http, String token) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration UNAVAILABLE = Duration.ofSeconds(15);
  private static final Duration AGAIN = Duration.ofMillis(500);

  /**
   * Finds it by its data folder.
   *
   * @param givenToken the operator's token if the folder's own is not to be used
   */
  static RunningNaru in(Path data, @Nullable String givenToken) {
    return new RunningNaru(address(data), token(data, givenToken));
  }

  private static String address(Path data) {
    Path file = data.resolve("endpoints.json");
    try {
      return JSON.readTree(Files.readString(file)).path("http").asString();
    } catch (IOException | JacksonException e) {
      throw new WrongUseException(
          "Expected a running Naru to have written %s, but there is none: start it, or name its folder with --data"
              .formatted(file.toAbsolutePath().normalize()),
          e);
    }
  }

  private static String token(Path data, @Nullable String given) {
    if (given != null && !given.isBlank()) {
      return given;
    }
    Path file = data.resolve("keys").resolve("operator.token");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new WrongUseException(
          "Expected the operator's token in %s, but it cannot be read: set NARU_OPERATOR_TOKEN"
              .formatted(file.toAbsolutePath().normalize()),
          e);
    }
  }

  /**
   * Sends a request below {@code /admin/v1/}; again for a while when a part is away, as the tables
   * are in the first moments of a new data folder.
   *
   * @param body sent as JSON; null for none
   */
  HttpResponse<String> send(String method, String path, @Nullable Object body, Duration patience)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(http + "/admin/v1/" + path))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    long end = System.nanoTime() + UNAVAILABLE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      while (response.statusCode() == 503 && System.nanoTime() - end < 0) {
        Thread.sleep(AGAIN);
        response = client.send(request, BodyHandlers.ofString());
      }
      return response;
    }
  }
}
