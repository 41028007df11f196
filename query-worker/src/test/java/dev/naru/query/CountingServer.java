package dev.naru.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that counts its open calls and answers as each test says. */
public final class CountingServer implements AutoCloseable {

  /** Answers a call; may throw if the connection is gone. */
  public interface Answer {
    void to(HttpExchange exchange, String body) throws Exception;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Map<String, List<Integer>> attempts = new ConcurrentHashMap<>();
  private final AtomicInteger cutOff = new AtomicInteger();

  public CountingServer(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, answer));
    server.start();
  }

  private void handle(HttpExchange exchange, Answer answer) {
    String body = read(exchange);
    most.accumulateAndGet(open.incrementAndGet(), Math::max);
    String query = exchange.getRequestHeaders().getFirst("Naru-Query");
    String attempt = exchange.getRequestHeaders().getFirst("Naru-Attempt");
    attempts
        .computeIfAbsent(String.valueOf(query), id -> new CopyOnWriteArrayList<>())
        .add(attempt == null ? 0 : Integer.parseInt(attempt));
    try (exchange) {
      answer.to(exchange, body);
    } catch (Exception e) {
      cutOff.incrementAndGet();
    } finally {
      open.decrementAndGet();
    }
  }

  private static String read(HttpExchange exchange) {
    try {
      return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /**
   * Answers after the time, with white space before the JSON: so the server notices at once if the
   * other side closes the connection.
   */
  public static void slowly(HttpExchange exchange, long millis, String body) throws Exception {
    exchange.sendResponseHeaders(200, 0);
    for (long left = millis; left > 0; left -= 25) {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
      TimeUnit.MILLISECONDS.sleep(25);
    }
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/answer");
  }

  public int open() {
    return open.get();
  }

  public int most() {
    return most.get();
  }

  /** Calls whose connection was closed by the other side. */
  public int cutOff() {
    return cutOff.get();
  }

  public List<Integer> attempts(Object query) {
    return attempts.getOrDefault(query.toString(), List.of());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
