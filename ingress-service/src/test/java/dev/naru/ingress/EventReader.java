package dev.naru.ingress;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as a browser would, without coming back. */
public final class EventReader implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pushed END = new Pushed("", "end", "", 0);

  public final List<String> comments = new CopyOnWriteArrayList<>();
  public final List<Integer> retries = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Pushed> events = new LinkedBlockingQueue<>();
  private final HttpResponse<Stream<String>> response;
  private String id = "";
  private String name = "";
  private final List<String> data = new ArrayList<>();

  private EventReader(HttpResponse<Stream<String>> response) {
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  public static EventReader open(int port, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    // a client of its own: closing it closes the connection
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new EventReader(client.send(request.build(), BodyHandlers.ofLines()));
  }

  private void read() {
    try (Stream<String> lines = response.body()) {
      lines.forEach(this::line);
    } catch (UncheckedIOException e) {
      // the connection was closed, by whichever side
    } finally {
      events.add(END);
    }
  }

  private void line(String line) {
    if (line.isEmpty()) {
      if (!data.isEmpty()) {
        events.add(new Pushed(id, name, String.join("\n", data), System.nanoTime()));
      }
      name = "";
      data.clear();
    } else if (line.startsWith(":")) {
      comments.add(line.substring(2));
    } else if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("event: ")) {
      name = line.substring(7);
    } else if (line.startsWith("data: ")) {
      data.add(line.substring(6));
    } else if (line.startsWith("retry: ")) {
      retries.add(Integer.valueOf(line.substring(7)));
    } else {
      throw new IllegalStateException("Expected a line of an event stream, but got " + line);
    }
  }

  public int status() {
    return response.statusCode();
  }

  public String header(String header) {
    return response.headers().firstValue(header).orElse("");
  }

  /** The next event; the last one is called {@code end}. */
  public Pushed next() throws InterruptedException {
    Pushed event = events.poll(15, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("Expected an event within 15 s, but there was none");
    }
    return event;
  }

  /** All events up to the end. */
  public List<Pushed> rest() throws InterruptedException {
    List<Pushed> rest = new ArrayList<>();
    for (Pushed event = next(); !event.equals(END); event = next()) {
      rest.add(event);
    }
    return rest;
  }

  /** Whether no event is there, at this moment. */
  public boolean isQuiet() {
    return events.isEmpty();
  }

  @Override
  public void close() {
    response.body().close();
  }

  /**
   * One event.
   *
   * @param at when it was read, by {@link System#nanoTime()}
   */
  public record Pushed(String id, String name, String data, long at) {
    public JsonNode json() {
      return MAPPER.readTree(data);
    }

    public String text(String field) {
      return json().path(field).asString("");
    }

    /** Name and what matters, for comparisons. */
    public String brief() {
      return switch (name) {
        case "chunk" -> "chunk " + text("data");
        case "query", "session" -> name + " " + text("state");
        default -> name;
      };
    }
  }
}
