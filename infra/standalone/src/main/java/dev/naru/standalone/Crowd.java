package dev.naru.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Visitors who come all at once, again and again, and do what visitors do. */
final class Crowd {
  private static final int SIZE = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int port;

  Crowd(int port) {
    this.port = port;
  }

  /** Returns after the round in which the time is up. */
  void comeFor(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; System.nanoTime() < end; round++) {
        come(round, threads);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void come(int round, ExecutorService threads) throws InterruptedException {
    var visits = new ArrayList<Callable<Void>>(SIZE);
    for (int i = 0; i < SIZE; i++) {
      String user = "visitor-" + round + "-" + i;
      visits.add(() -> visit(user));
    }
    // who is turned away, or waits too long, has warmed something up, too
    var unused = threads.invokeAll(visits, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Void visit(String user) throws IOException {
    try (var http = new PlainHttp(port)) {
      String join = "{\"userKey\":\"%s\"}".formatted(user);
      String session = http.send("POST", "/v1/rooms/default/sessions", "", join);
      String token = field("token", session);
      String path = "/v1/sessions/" + field("sessionId", session);
      http.send("GET", path, token, "");
      if (field("state", session).equals("ACTIVE")) {
        http.send(
            "POST", path + "/queries", token, "{\"payload\":{\"ask\":\"%s\"}}".formatted(user));
      }
      http.send("DELETE", path, token, "");
    }
    return null;
  }

  private static String field(String name, String json) {
    String begin = "\"%s\":\"".formatted(name);
    int from = json.indexOf(begin) + begin.length();
    return from < begin.length() ? "" : json.substring(from, json.indexOf('"', from));
  }
}
