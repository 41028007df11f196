package dev.naru.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The scarce thing itself: answers after a while, and knows how many it had to answer at once. */
final class CountingUpstream implements AutoCloseable {
  private static final long MILLIS = 150;

  private final HttpServer server;
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private int open;
  private int mostAtOnce;

  CountingUpstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/answer", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/answer";
  }

  private void answer(HttpExchange exchange) throws IOException {
    begun();
    try (exchange) {
      answered.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
      exchange.getRequestBody().readAllBytes();
      TimeUnit.MILLISECONDS.sleep(MILLIS);
      byte[] body = "{\"answer\":42}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended();
    }
  }

  private synchronized void begun() {
    open++;
    mostAtOnce = Math.max(mostAtOnce, open);
  }

  private synchronized void ended() {
    open--;
  }

  /** The most calls that were open at once since {@link #forget}. */
  synchronized int mostAtOnce() {
    return mostAtOnce;
  }

  /** Whether this was asked the query at all. */
  boolean wasAsked(UUID queryId) {
    return answered.contains(queryId.toString());
  }

  synchronized void forget() {
    mostAtOnce = open;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
