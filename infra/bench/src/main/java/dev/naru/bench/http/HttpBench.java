package dev.naru.bench.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins over HTTP on a fresh Naru: 200 at once as the very first thing, then closed loops of 64
 * connections: decided, accepted, and, for reference, answered by the same server without the log.
 * Arguments: the folder with {@code naru.jar}, the Markdown file to write, optionally the seconds
 * of each round (10), and optionally the folder with {@code app.py}, the {@link FastApiProcess}
 * that is measured first.
 */
public final class HttpBench {
  private static final int CONNECTIONS = 64;
  private static final int MANY_CONNECTIONS = 512;
  private static final int CROWD = 200;
  private static final int WAIT = 5;
  private static final int ROUNDS = 3;
  private static final Duration DECIDING = Duration.ofMinutes(2);

  private final NaruProcess naru;
  private final Duration length;
  private final Report report;
  private long users;

  private HttpBench(NaruProcess naru, Duration length, Report report) {
    this.naru = naru;
    this.length = length;
    this.report = report;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 2) {
      System.err.println("Usage: HttpBench FOLDER-OF-NARU.JAR REPORT.md [SECONDS]");
      System.exit(2);
    }
    Path report = Path.of(args[1]).toAbsolutePath();
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    Files.createDirectories(report.getParent());
    Duration length = Duration.ofSeconds(seconds);
    Report lines = new Report();
    if (args.length > 3) {
      try (FastApiProcess reference =
          FastApiProcess.start(Path.of(args[3]), report.resolveSibling("fastapi.log"))) {
        reference(reference, length, lines);
      }
    }
    try (NaruProcess naru =
        NaruProcess.start(Path.of(args[0]), report.resolveSibling("naru.log"))) {
      new HttpBench(naru, length, lines).run();
    }
    Files.write(report, lines.lines());
  }

  private static void reference(FastApiProcess reference, Duration length, Report report)
      throws IOException {
    report.say("FastAPI with a Redis script, without durability; times in ms.");
    report.begin();
    JoinRequest joins = new JoinRequest("127.0.0.1", "default", "log-", 0, WAIT);
    report.row("first %d at once".formatted(CROWD), client(reference, joins).burst(CROWD), 0);
    for (int connections : List.of(CONNECTIONS, CONNECTIONS, MANY_CONNECTIONS)) {
      report.row(
          connections + " connections",
          client(reference, joins).closedLoop(connections, length),
          0);
    }
    report.row("%d at once, when warm".formatted(CROWD), client(reference, joins).burst(CROWD), 0);
    report.say("");
  }

  private static JoinClient client(FastApiProcess reference, JoinRequest joins) {
    return new JoinClient(reference.address(), joins, Kind.DECIDED.status);
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
    report.say(
        "Ready %.1f s after the start; joins over HTTP, times in ms."
            .formatted(naru.start().toMillis() / 1e3));
    report.begin();
    row("first %d at once, decided".formatted(CROWD), burst());
    row("warming up: decided", round(Kind.DECIDED, CONNECTIONS));
    row("warming up: without the log", round(Kind.WITHOUT_LOG, CONNECTIONS));
    List<Double> accepted = new ArrayList<>();
    List<Double> reference = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      String round = ", round " + i;
      row(CONNECTIONS + " connections: decided" + round, round(Kind.DECIDED, CONNECTIONS));
      row(
          MANY_CONNECTIONS + " connections: decided" + round,
          round(Kind.DECIDED, MANY_CONNECTIONS));
      accepted.add(
          row(CONNECTIONS + " connections: accepted" + round, round(Kind.ACCEPTED, CONNECTIONS)));
      reference.add(
          row(
              CONNECTIONS + " connections: without the log" + round,
              round(Kind.WITHOUT_LOG, CONNECTIONS)));
    }
    row("%d at once, decided, when warm".formatted(CROWD), burst());
    report.say("");
    report.say(
        "Accepted with the log is %.0f %% of what the same server answers without it (medians)."
            .formatted(100 * median(accepted) / median(reference)));
  }

  private record Measured(Round round, long serverCpuNanos) {}

  private Measured burst() throws IOException, InterruptedException {
    return measured(Kind.DECIDED, client -> client.burst(CROWD));
  }

  private Measured round(Kind kind, int connections) throws IOException, InterruptedException {
    return measured(kind, client -> client.closedLoop(connections, length));
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

  private double row(String what, Measured measured) {
    report.row(what, measured.round(), measured.serverCpuNanos());
    return measured.round().perSecond();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }
}
