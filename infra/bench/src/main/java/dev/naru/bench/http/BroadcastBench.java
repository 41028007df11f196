package dev.naru.bench.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * An announcement to many WebSockets over three ingresses: from the operator's 202 to the last
 * client, beside socket.io with its Redis adapter. Arguments: the folder of the built naru.jar, the
 * ingress's module folder, the Markdown file to write, the reference's folder, and optionally how
 * many clients (1,000).
 */
public final class BroadcastBench {
  private static final String ROOM = "hall";
  private static final int INGRESSES = 3;
  private static final int WARM_UP = 100;
  private static final int ROUNDS = 100;
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
  private static final long PAUSE_MILLIS = 100;
  private static final String SETTINGS =
      """
      naru:
        rooms:
          hall: {capacity: 100000, session-ttl: 24h, idle-timeout: 24h}
      """;

  private final HttpClient http;
  private final NaruProcess naru;
  private final Report report;

  private BroadcastBench(HttpClient http, NaruProcess naru, Report report) {
    this.http = http;
    this.naru = naru;
    this.report = report;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 4) {
      System.err.println(
          "Usage: BroadcastBench NARU-TARGET INGRESS-MODULE REPORT.md SOCKETIO-FOLDER [CLIENTS]");
      System.exit(2);
    }
    Path out = Path.of(args[2]).toAbsolutePath();
    int clients = args.length > 4 ? Integer.parseInt(args[4]) : 1_000;
    Report report = new Report();
    SocketIoProcess reference = SocketIoProcess.run(Path.of(args[3]), clients, ROUNDS, WARM_UP);
    report.say(
        "| from the operator's 202 to the last of %,d clients | p50 ms | p95 ms | max ms |"
            .formatted(clients));
    report.say("| --- | --- | --- | --- |");
    row(report, "socket.io, three servers", reference.p50(), reference.p95(), reference.max());
    try (HttpClient http = HttpClient.newHttpClient();
        NaruProcess naru =
            NaruProcess.start(Path.of(args[0]), out.resolveSibling("naru.log"), SETTINGS)) {
      new BroadcastBench(http, naru, report).run(Path.of(args[1]), clients);
    }
    Files.write(out, report.lines());
  }

  private void run(Path module, int clients) throws IOException, InterruptedException {
    List<IngressProcess> ingresses = new ArrayList<>();
    try (Listeners listeners = new Listeners()) {
      for (int i = 0; i < INGRESSES; i++) {
        ingresses.add(
            IngressProcess.start(module, naru.data(), "ingress-" + i, IngressProcess.SMALL));
      }
      List<Crowd> crowd = Crowd.join(http, naru.uri(), ROOM, clients);
      for (IngressProcess ingress : ingresses) {
        ingress.awaitReady();
      }
      for (int i = 0; i < clients; i++) {
        listeners.socket(ingresses.get(i % INGRESSES).address(), crowd.get(i).token());
      }
      listeners.awaitGreetings(System.nanoTime() + PATIENCE);
      measure(listeners);
    } finally {
      for (IngressProcess ingress : ingresses) {
        ingress.close();
      }
    }
  }

  private void measure(Listeners listeners) throws IOException, InterruptedException {
    Latencies accepted = new Latencies();
    Latencies toLast = new Latencies();
    Latencies inAll = new Latencies();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      String text = "round " + round + ": the ferry leaves in five minutes";
      listeners.expect(text);
      long asked = System.nanoTime();
      announce(text);
      long confirmed = System.nanoTime();
      long last = listeners.awaitHeard(System.nanoTime() + PATIENCE);
      if (round >= WARM_UP) {
        accepted.add(confirmed - asked);
        toLast.add(Math.max(0, last - confirmed));
        inAll.add(last - asked);
      }
      listeners.listen(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
    row("Naru, three ingresses", toLast);
    row("Naru: the operator's request until its 202", accepted);
    row("Naru: request to last client", inAll);
  }

  private void announce(String text) throws IOException, InterruptedException {
    HttpRequest announce =
        HttpRequest.newBuilder(naru.uri().resolve("/admin/v1/rooms/" + ROOM + "/announcements"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + operatorToken())
            .POST(BodyPublishers.ofString("{\"text\":\"" + text + "\"}"))
            .build();
    HttpResponse<String> answer = http.send(announce, BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IOException("Expected 202, but found " + answer.body());
    }
  }

  private String operatorToken() throws IOException {
    return Files.readString(naru.data().resolve("keys/operator.token")).strip();
  }

  private void row(String what, Latencies of) {
    row(report, what, of.millis(50), of.millis(95), of.millis(100));
  }

  private static void row(Report report, String what, double p50, double p95, double max) {
    report.say(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f |", what, p50, p95, max));
  }
}
