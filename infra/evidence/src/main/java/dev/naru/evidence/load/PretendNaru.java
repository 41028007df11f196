package dev.naru.evidence.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A waiting room without anything behind it, for rehearsals: the tool's own first steps, slow
 * because its code is not compiled yet, must not be counted as Naru's.
 */
public class PretendNaru implements AutoCloseable {
  private static final int BACKLOG = 4_096;

  private final int capacity;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Place> places = new LinkedHashMap<>();
  private long lastTicket;

  private static final class Place {
    private final long ticket;
    private String admittedAt = "null";

    Place(long ticket) {
      this.ticket = ticket;
    }

    boolean isActive() {
      return !admittedAt.equals("null");
    }
  }

  public PretendNaru(int capacity) {
    this.capacity = capacity;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      String last = path.substring(path.lastIndexOf('/') + 1);
      switch (exchange.getRequestMethod() + " " + path.replaceAll("[^/]*$", "")) {
        case "POST /v1/rooms/default/" -> answer(exchange, 201, join());
        case "GET /v1/rooms/" -> answer(exchange, 200, room());
        case "GET /v1/sessions/" -> answer(exchange, 200, session(last));
        case "DELETE /v1/sessions/" -> answer(exchange, 202, leave(last));
        case "GET /actuator/health/" -> answer(exchange, 200, "{}");
        default -> answer(exchange, path.endsWith("/queries") ? 200 : 404, echo(request));
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** How many may be active, given how many are. */
  protected boolean mayEnter(int active) {
    return active < capacity;
  }

  private synchronized String join() {
    String id = UUID.randomUUID().toString();
    places.put(id, new Place(++lastTicket));
    admit();
    return session(id);
  }

  private synchronized String leave(String id) {
    places.remove(id);
    admit();
    return "{}";
  }

  private void admit() {
    for (Place place : places.values()) {
      if (!place.isActive()) {
        if (!mayEnter(active())) {
          return;
        }
        place.admittedAt = "\"" + Instant.now() + "\"";
      }
    }
  }

  private int active() {
    return (int) places.values().stream().filter(Place::isActive).count();
  }

  private synchronized String room() {
    int active = active();
    return "{\"active\":%d,\"capacity\":%d,\"waiting\":%d}"
        .formatted(active, capacity, places.size() - active);
  }

  private synchronized String session(String id) {
    Place place = places.get(id);
    if (place == null) {
      return "{\"state\":\"ENDED\"}";
    }
    long ahead =
        places.values().stream()
            .filter(other -> !other.isActive() && other.ticket < place.ticket)
            .count();
    return """
        {"sessionId":"%s","token":"t-%s","state":"%s","ticket":%d,"position":%d,\
        "pollAfterSeconds":1,"admittedAt":%s}"""
        .formatted(
            id,
            id,
            place.isActive() ? "ACTIVE" : "WAITING",
            place.ticket,
            place.isActive() ? 0 : ahead + 1,
            place.admittedAt);
  }

  private static String echo(byte[] request) {
    String now = Instant.now().toString();
    String payload =
        request.length == 0
            ? "null"
            : Bodies.tree(new String(request, StandardCharsets.UTF_8)).path("payload").toString();
    return "{\"queryId\":\"q\",\"state\":\"SUCCEEDED\",\"startedAt\":\"%s\",\"finishedAt\":\"%s\",\"result\":{\"echo\":%s}}"
        .formatted(now, now, payload);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
