package dev.naru.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls of the OpenAI door, with a key. */
record DoorCall(String base, String key) {
  private static final String PATH = "/openai/v1/chat/completions";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  CompletableFuture<HttpResponse<String>> say(String word, String more) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + PATH))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.ofString(body(word, more)))
            .build();
    return CLIENT.sendAsync(request, BodyHandlers.ofString());
  }

  /** The same over a socket that can be closed at any moment. */
  Socket open(String word, String more) {
    String body = body(word, more);
    String request =
        """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Authorization: Bearer %s\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(PATH, key, body.length(), body);
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(base).getPort());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String body(String word, String more) {
    return "{\"model\":\"default\",%s\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(more, word);
  }
}
