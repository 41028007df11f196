package dev.naru.bench.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What many open connections cost an ingress: its resident memory when it is ready, with
 * WebSockets, with server-sent events on top, and after a minute of pings and comments. Arguments:
 * the folder of the built naru.jar, the ingress's module folder, the Markdown file to write, and
 * optionally how many sockets (1,000) and event streams (5,000).
 */
public final class PushBench {
  private static final String ROOM = "hall";
  private static final String SETTINGS =
      """
      naru:
        rooms:
          hall: {capacity: 100000, session-ttl: 24h, idle-timeout: 24h}
      """;
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
  private static final long HOLD = TimeUnit.SECONDS.toNanos(60);

  private PushBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 3) {
      System.err.println("Usage: PushBench NARU-TARGET INGRESS-MODULE REPORT.md [SOCKETS STREAMS]");
      System.exit(2);
    }
    Path out = Path.of(args[2]).toAbsolutePath();
    int sockets = args.length > 3 ? Integer.parseInt(args[3]) : 1_000;
    int streams = args.length > 4 ? Integer.parseInt(args[4]) : 5_000;
    Report report = new Report();
    try (HttpClient http = HttpClient.newHttpClient();
        NaruProcess naru =
            NaruProcess.start(Path.of(args[0]), out.resolveSibling("naru.log"), SETTINGS);
        IngressProcess ingress =
            IngressProcess.start(Path.of(args[1]), naru.data(), "pushes", IngressProcess.SMALL)) {
      List<Crowd> crowd = Crowd.join(http, naru.uri(), ROOM, sockets + streams);
      ingress.awaitReady();
      report.say("| an ingress of %s | resident MB |".formatted(IngressProcess.SMALL));
      report.say("| --- | --- |");
      report.say("| ready | %d |".formatted(ingress.residentMegabytes()));
      hold(ingress, crowd, sockets, report);
    }
    Files.write(out, report.lines());
  }

  private static void hold(IngressProcess ingress, List<Crowd> crowd, int sockets, Report report)
      throws IOException {
    try (Listeners listeners = new Listeners()) {
      for (Crowd one : crowd.subList(0, sockets)) {
        listeners.socket(ingress.address(), one.token());
      }
      listeners.awaitGreetings(System.nanoTime() + PATIENCE);
      String row = "| and %,d %s | %d |";
      report.say(row.formatted(sockets, "WebSockets", ingress.residentMegabytes()));
      for (Crowd one : crowd.subList(sockets, crowd.size())) {
        listeners.events(ingress.address(), one.session(), one.token());
      }
      listeners.awaitGreetings(System.nanoTime() + PATIENCE);
      int streams = crowd.size() - sockets;
      report.say(row.formatted(streams, "event streams", ingress.residentMegabytes()));
      listeners.listen(System.nanoTime() + HOLD);
      report.say("| a minute later | %d |".formatted(ingress.residentMegabytes()));
      report.say("| at most | %d |".formatted(ingress.mostResidentMegabytes()));
    }
  }
}
