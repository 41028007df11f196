package dev.naru.bench.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Joins at a steady rate, decided, without and with a {@link HostileCrowd} of 10,000 beside them,
 * in turn. Arguments: the folder with {@code naru.jar}, and the Markdown file to write.
 */
public final class HostileBench {
  private static final int PER_SECOND = 50;
  private static final int CROWD = 10_000;
  private static final int ROUNDS = 2;
  private static final Duration WARM_UP = Duration.ofSeconds(25);
  private static final Duration LENGTH = Duration.ofSeconds(15);

  private final NaruProcess naru;
  private final Report report;
  private final PacedClient client;

  private HostileBench(NaruProcess naru, HttpClient http, Report report) {
    this.naru = naru;
    this.report = report;
    this.client = new PacedClient(http, naru.uri(), "log-");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 2) {
      System.err.println("Usage: HostileBench FOLDER-OF-NARU.JAR REPORT.md");
      System.exit(2);
    }
    Path file = Path.of(args[1]).toAbsolutePath();
    Files.createDirectories(file.getParent());
    Report report = new Report();
    try (NaruProcess naru = NaruProcess.start(Path.of(args[0]), file.resolveSibling("naru.log"));
        HttpClient http = HttpClient.newHttpClient()) {
      new HostileBench(naru, http, report).run();
    }
    Files.write(file, report.lines());
  }

  private void run() throws IOException, InterruptedException {
    Latencies unused = client.join(PER_SECOND, WARM_UP);
    report.say("Joins at %d/s, decided; times in ms.".formatted(PER_SECOND));
    report.say("");
    report.say("| beside them | joins | p50 | p95 | p99 | max | CPU of Naru, cores |");
    report.say("| --- | --- | --- | --- | --- | --- | --- |");
    for (int i = 0; i < ROUNDS; i++) {
      row("nobody");
      try (var unread = new HostileCrowd(naru.address(), CROWD)) {
        row("%,d hostile sockets".formatted(CROWD));
      }
    }
    row("nobody any more");
  }

  private void row(String beside) throws IOException {
    long cpu = naru.cpuNanos();
    long begun = System.nanoTime();
    Latencies latencies = client.join(PER_SECOND, LENGTH);
    double cores = (double) (naru.cpuNanos() - cpu) / (System.nanoTime() - begun);
    report.say(
        String.format(
            Locale.ROOT,
            "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.2f |",
            beside,
            latencies.count(),
            latencies.millis(50),
            latencies.millis(95),
            latencies.millis(99),
            latencies.millis(100),
            cores));
  }
}
