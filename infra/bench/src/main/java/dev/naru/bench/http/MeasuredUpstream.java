package dev.naru.bench.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Answers each query after a while, and knows when it was called and when it answered. */
final class MeasuredUpstream implements AutoCloseable {
  private static final byte[] ANSWER = "{\"done\":true}".getBytes(StandardCharsets.UTF_8);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Map<String, Times> calls = new ConcurrentHashMap<>();
  private final AtomicLong busyNanos = new AtomicLong();
  private volatile Duration delay = Duration.ZERO;

  /** Of one query, by {@link System#nanoTime()}. */
  record Times(long called, long answered) {}

  MeasuredUpstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** From now on each call takes so long. */
  void take(Duration newDelay) {
    delay = newDelay;
  }

  Times times(String queryId) {
    Times times = calls.get(queryId);
    if (times == null) {
      throw new IllegalStateException("Expected query " + queryId + " to have been asked");
    }
    return times;
  }

  /** Tells when a query was called and answered. */
  void tell(GateHops hops, UUID query) {
    Times times = times(query.toString());
    hops.add(query, Step.CALLED, times.called());
    hops.add(query, Step.ANSWERED, times.answered());
  }

  /** Tells of all that were called since then. */
  void tellSince(GateHops hops, long nanoTime) {
    calls.forEach(
        (id, times) -> {
          if (times.called() - nanoTime > 0) {
            tell(hops, UUID.fromString(id));
          }
        });
  }

  /** How long calls were open, all together. */
  long busyNanos() {
    return busyNanos.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    long called = System.nanoTime();
    exchange.getRequestBody().readAllBytes();
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, ANSWER.length);
    long answered = System.nanoTime();
    calls.put(exchange.getRequestHeaders().getFirst("Naru-Query"), new Times(called, answered));
    busyNanos.addAndGet(answered - called);
    try (exchange) {
      exchange.getResponseBody().write(ANSWER);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
