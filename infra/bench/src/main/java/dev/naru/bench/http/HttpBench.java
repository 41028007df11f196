package dev.naru.bench.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Joins over HTTP on a fresh Naru: 200 at once as the very first thing, then closed loops of 64
 * connections: decided, accepted, and, for reference, answered by the same server without the log.
 * Arguments: the folder with {@code naru.jar}, the Markdown file to write, and optionally the
 * seconds of each round (10).
 */
public final class HttpBench {
  private static final int CONNECTIONS = 64;
  private static final int CROWD = 200;
  private static final int WAIT = 5;
  private static final int ROUNDS = 3;
  private static final Duration DECIDING = Duration.ofMinutes(2);

  private final NaruProcess naru;
  private final Duration length;
  private final List<String> lines = new ArrayList<>();
  private long users;

  private HttpBench(NaruProcess naru, Duration length) {
    this.naru = naru;
    this.length = length;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 2) {
      System.err.println("Usage: HttpBench FOLDER-OF-NARU.JAR REPORT.md [SECONDS]");
      System.exit(2);
    }
    Path report = Path.of(args[1]).toAbsolutePath();
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    Files.createDirectories(report.getParent());
    try (NaruProcess naru =
        NaruProcess.start(Path.of(args[0]), report.resolveSibling("naru.log"))) {
      HttpBench bench = new HttpBench(naru, Duration.ofSeconds(seconds));
      bench.run();
      Files.write(report, bench.lines);
    }
  }

  private enum Kind {
    DECIDED("log-", WAIT, 201),
    ACCEPTED("log-", 0, 202),
    WITHOUT_LOG(NoLogSubmission.WITHOUT_LOG, 0, 202);

    private final String prefix;
    private final int wait;
    private final int status;

    Kind(String prefix, int wait, int status) {
      this.prefix = prefix;
      this.wait = wait;
      this.status = status;
    }
  }

  private void run() throws IOException, InterruptedException {
    say(
        "Ready %.1f s after the start; joins over HTTP, times in ms.",
        naru.start().toMillis() / 1e3);
    say("");
    say(
        "| what | answers/s | p50 | p95 | p99 | max | other answers | new connections | client's share of CPU |");
    say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    row("first %d at once, decided".formatted(CROWD), burst());
    row("warming up: decided", round(Kind.DECIDED));
    row("warming up: without the log", round(Kind.WITHOUT_LOG));
    List<Double> accepted = new ArrayList<>();
    List<Double> reference = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      row(CONNECTIONS + " connections: decided, round " + i, round(Kind.DECIDED));
      accepted.add(row(CONNECTIONS + " connections: accepted, round " + i, round(Kind.ACCEPTED)));
      reference.add(
          row(CONNECTIONS + " connections: without the log, round " + i, round(Kind.WITHOUT_LOG)));
    }
    row("%d at once, decided, when warm".formatted(CROWD), burst());
    say("");
    say(
        "Accepted with the log is %.0f %% of what the same server answers without it (medians).",
        100 * median(accepted) / median(reference));
  }

  private record Measured(Round round, long serverCpuNanos) {}

  private Measured burst() throws IOException, InterruptedException {
    return measured(Kind.DECIDED, client -> client.burst(CROWD));
  }

  private Measured round(Kind kind) throws IOException, InterruptedException {
    return measured(kind, client -> client.closedLoop(CONNECTIONS, length));
  }

  private interface Load {
    Round on(JoinClient client) throws IOException;
  }

  /**
   * Does not return before all that was accepted is decided: the next round must not pay for it.
   */
  private Measured measured(Kind kind, Load load) throws IOException, InterruptedException {
    long before = naru.decided();
    long cpu = naru.cpuNanos();
    JoinRequest requests = new JoinRequest("127.0.0.1", "default", kind.prefix, users, kind.wait);
    Round round = load.on(new JoinClient(naru.address(), requests, kind.status));
    users = requests.number();
    if (kind != Kind.WITHOUT_LOG) {
      awaitDecided(before + round.latencies().count());
    }
    return new Measured(round, naru.cpuNanos() - cpu);
  }

  private void awaitDecided(long expected) throws IOException, InterruptedException {
    long end = System.nanoTime() + DECIDING.toNanos();
    while (naru.decided() < expected) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "Expected %d sessions to be decided, but only %d are"
                .formatted(expected, naru.decided()));
      }
      Thread.sleep(100);
    }
  }

  /** Returns answers per second. */
  private double row(String what, Measured measured) {
    Round round = measured.round();
    Latencies latencies = round.latencies();
    double share =
        100.0 * round.clientCpuNanos() / (round.clientCpuNanos() + measured.serverCpuNanos());
    say(
        "| %s | %.0f | %.1f | %.1f | %.1f | %.1f | %d | %d | %.0f %% |",
        what,
        round.perSecond(),
        latencies.millis(50),
        latencies.millis(95),
        latencies.millis(99),
        latencies.millis(100),
        round.others(),
        round.reconnections(),
        share);
    return round.perSecond();
  }

  private void say(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    lines.add(line);
    System.out.println(line);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }
}
