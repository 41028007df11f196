package dev.naru.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events as they come, by name. */
final class Pushes implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final BlockingQueue<Pushed> events = new LinkedBlockingQueue<>();
  private final HttpResponse<Stream<String>> response;
  private String name = "";

  /** One event. */
  record Pushed(String name, JsonNode data) {}

  private Pushes(HttpResponse<Stream<String>> response) {
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  static Pushes open(String url, String token) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
    try {
      return new Pushes(HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (Stream<String> lines = response.body()) {
      lines.forEach(this::line);
    } catch (UncheckedIOException e) {
      // the connection was closed, by whichever side
    }
  }

  private void line(String line) {
    if (line.startsWith("event: ")) {
      name = line.substring(7);
    } else if (line.startsWith("data: ")) {
      events.add(new Pushed(name, JSON.readTree(line.substring(6))));
    }
  }

  /** The next events of that name, so many. */
  List<JsonNode> next(String wanted, int count) throws InterruptedException {
    List<JsonNode> found = new ArrayList<>();
    while (found.size() < count) {
      Pushed event = events.poll(30, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("Expected '" + wanted + "' within 30 s, but found " + found);
      }
      if (event.name().equals(wanted)) {
        found.add(event.data());
      }
    }
    return found;
  }

  @Override
  public void close() {
    response.body().close();
  }
}
