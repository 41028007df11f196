package dev.naru.bench.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the query gate costs: no-op queries through all of it, how many a second drain from a full
 * queue, and what it adds to each at a steady rate; beside {@link BullMqProcess} in the same run.
 * Arguments: the folder with {@code naru.jar}, the Markdown file to write, the folder with {@code
 * bench.mjs} ({@code none} leaves the reference out), optionally the number of queries (9,000, at
 * most 9,900).
 */
public final class GateBench {
  private static final int SLOTS = 10;
  private static final int MOST_PREFETCHED = 16;
  private static final int PER_SECOND = 50;
  private static final int SECONDS = 20;
  private static final int ROUNDS = 3;
  private static final int AT_ONCE = 64;
  private static final Duration CALL = Duration.ofMillis(50);
  private static final int CALLS = 2_000;
  private static final String NO_OP = "{\"ask\":1}";
  private static final String LONG = "{\"delayMillis\":600000}";
  private static final String SETTINGS =
      """
      naru:
        rooms:
          one: {pools: [one], session-ttl: 24h, idle-timeout: 24h, queries: {per-session: 10000, max-queued: 1000000}}
          sixteen: {pools: [sixteen], session-ttl: 24h, idle-timeout: 24h, queries: {per-session: 10000, max-queued: 1000000}}
          timed: {pools: [timed], session-ttl: 24h, idle-timeout: 24h, queries: {per-session: 10000, max-queued: 1000000}}
        pools:
          one: {slots: 10, prefetch: 1, upstream: {kind: echo, timeout: 20m}}
          sixteen: {slots: 10, prefetch: 16, upstream: {kind: echo, timeout: 20m}}
          timed: {slots: 10, prefetch: 1, upstream: {kind: http, url: "%s"}}
      """;

  private final HttpClient http;
  private final NaruProcess naru;
  private final MeasuredUpstream upstream;
  private final Report report;
  private final GateHops steadyHops = new GateHops();
  private final GateHops idleHops = new GateHops();
  private final List<Drain> drains = new ArrayList<>();

  private record Drain(String what, int queries, double from, double to, long cpuNanos) {}

  private GateBench(HttpClient http, NaruProcess naru, MeasuredUpstream upstream, Report report) {
    this.http = http;
    this.naru = naru;
    this.upstream = upstream;
    this.report = report;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 3) {
      System.err.println("Usage: GateBench FOLDER-OF-NARU.JAR REPORT.md BULLMQ-FOLDER [QUERIES]");
      System.exit(2);
    }
    Path out = Path.of(args[1]).toAbsolutePath();
    int queries = args.length > 3 ? Integer.parseInt(args[3]) : 9_000;
    Report report = new Report();
    report.say("| what | queries/s | p50 ms | p99 ms |");
    report.say("| --- | --- | --- | --- |");
    double reference = args[2].equals("none") ? Double.NaN : reference(args[2], queries, report);
    try (HttpClient http = HttpClient.newHttpClient();
        MeasuredUpstream upstream = new MeasuredUpstream();
        NaruProcess naru =
            NaruProcess.start(
                Path.of(args[0]),
                out.resolveSibling("naru.log"),
                SETTINGS.formatted(upstream.url()))) {
      new GateBench(http, naru, upstream, report).run(queries, reference);
    }
    Files.write(out, report.lines());
  }

  /** How many a second the reference does. */
  private static double reference(String folder, int queries, Report report)
      throws IOException, InterruptedException {
    BullMqProcess reference = BullMqProcess.run(Path.of(folder), queries, PER_SECOND, SECONDS);
    report.say(
        "| BullMQ, 10 at once; add to completed at %d/s | %.0f | %.1f | %.1f |"
            .formatted(PER_SECOND, reference.perSecond(), reference.p50(), reference.p99()));
    return reference.perSecond();
  }

  private void run(int queries, double reference) throws IOException, InterruptedException {
    for (String room : List.of("one", "sixteen")) {
      List<Double> rates = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        rates.add(drain(room, queries));
      }
      double best = rates.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
      say("| no-op queries, prefetch %s: rounds %s | %.0f | | |", room, rounds(rates), best);
      say("| that beside BullMQ | %.2f | | |", best / reference);
    }
    GateVisitor visitor = GateVisitor.join(http, naru.uri(), "timed");
    steady(visitor, false);
    steady(visitor, true);
    idle(visitor);
    say("");
    GateLog log = GateLog.read(naru.data(), "timed");
    hops("a query at " + PER_SECOND + "/s", steadyHops.rows(log::of));
    hops("a slot between two queries that wait", idleHops.rowsBetween(log::of, log.slots()));
    drains.forEach(it -> cost(it, log));
  }

  private void hops(String what, List<String> rows) {
    say("| %s | mean ms | p50 | p99 | of |", what);
    say("| --- | --- | --- | --- | --- |");
    rows.forEach(report::say);
    say("");
  }

  private void cost(Drain drain, GateLog log) {
    double seconds = (drain.to() - drain.from()) / 1_000;
    say(
        "%s: %.0f µs of CPU a query, %.0f transactions/s, %.0f offset commits/s",
        drain.what(),
        drain.cpuNanos() / 1e3 / drain.queries(),
        log.transactions(drain.from(), drain.to()) / seconds,
        log.claims(drain.from(), drain.to()) / seconds);
  }

  private static String rounds(List<Double> rates) {
    return String.join(", ", rates.stream().map(it -> String.format("%.0f", it)).toList());
  }

  /** Fills the queue behind calls that take long, lets go of those, and waits for the last. */
  private double drain(String room, int queries) throws IOException, InterruptedException {
    GateVisitor visitor = GateVisitor.join(http, naru.uri(), room);
    List<String> blocking = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      blocking.add(GateVisitor.field("queryId", visitor.ask(LONG, 0).join()));
    }
    Semaphore free = new Semaphore(AT_ONCE);
    for (int i = 0; i < queries; i++) {
      free.acquire();
      var unused = visitor.ask(NO_OP, 0).whenComplete((answer, error) -> free.release());
    }
    free.acquire(AT_ONCE);
    while (queued(room) < queries - SLOTS * MOST_PREFETCHED) {
      Thread.sleep(100);
    }
    long cpu = naru.cpuNanos();
    long begin = System.nanoTime();
    blocking.stream().map(visitor::cancel).toList().forEach(CompletableFuture::join);
    while (queued(room) > 0) {
      Thread.sleep(50);
    }
    long end = System.nanoTime();
    drains.add(
        new Drain(
            "prefetch " + room,
            queries,
            WallClock.millis(begin),
            WallClock.millis(end),
            naru.cpuNanos() - cpu));
    return queries * 1e9 / (end - begin);
  }

  private long queued(String pool) throws IOException, InterruptedException {
    HttpRequest metrics =
        HttpRequest.newBuilder(naru.uri().resolve("/actuator/prometheus")).build();
    String text = http.send(metrics, BodyHandlers.ofString()).body();
    Matcher line =
        Pattern.compile("naru_queries_queued\\{[^}]*pool=\"" + pool + "\"[^}]*} ([0-9.E]+)")
            .matcher(text);
    if (!line.find()) {
      throw new IOException("Expected naru_queries_queued of " + pool + " in the metrics");
    }
    return (long) Double.parseDouble(line.group(1));
  }

  /** What the gate adds before and after a call. */
  private void steady(GateVisitor visitor, boolean counts) {
    Latencies before = new Latencies();
    Latencies after = new Latencies();
    Latencies both = new Latencies();
    upstream.take(Duration.ZERO);
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < PER_SECOND * SECONDS; i++) {
      long due = begin + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      long asked = System.nanoTime();
      answers.add(
          visitor
              .ask(NO_OP, 10)
              .thenAccept(
                  answer -> {
                    long readable = System.nanoTime();
                    String id = GateVisitor.field("queryId", answer);
                    var times = upstream.times(id);
                    if (counts) {
                      UUID query = UUID.fromString(id);
                      steadyHops.add(query, Step.ASKED, asked);
                      upstream.tell(steadyHops, query);
                      steadyHops.add(query, Step.READABLE, readable);
                    }
                    synchronized (both) {
                      before.add(times.called() - asked);
                      after.add(readable - times.answered());
                      both.add(times.called() - asked + readable - times.answered());
                    }
                  }));
    }
    answers.forEach(CompletableFuture::join);
    if (counts) {
      String row = "| %s, at %d/s, prefetch 1 | | %.1f | %.1f |";
      say(row, "submitted → upstream called", PER_SECOND, before.millis(50), before.millis(99));
      say(row, "upstream answered → readable", PER_SECOND, after.millis(50), after.millis(99));
      say(row, "added in all", PER_SECOND, both.millis(50), both.millis(99));
    }
  }

  /** How long a slot has nothing to do while queries wait. */
  private void idle(GateVisitor visitor) throws IOException, InterruptedException {
    upstream.take(CALL);
    Semaphore free = new Semaphore(AT_ONCE);
    for (int i = 0; i < CALLS; i++) {
      free.acquire();
      var unused = visitor.ask(NO_OP, 0).whenComplete((answer, error) -> free.release());
    }
    free.acquire(AT_ONCE);
    long begin = System.nanoTime();
    long busy = upstream.busyNanos();
    Thread.sleep(Duration.ofSeconds(3));
    long took = System.nanoTime() - begin;
    upstream.tellSince(idleHops, begin);
    double calls = (upstream.busyNanos() - busy) / (double) CALL.toNanos();
    if (queued("timed") == 0) {
      throw new IOException("Expected queries to wait all the time, but there were none left");
    }
    double millis = (SLOTS * (double) took - (upstream.busyNanos() - busy)) / calls / 1e6;
    say("| a slot between two queries that wait, mean | | %.1f | |", millis);
  }

  private void say(String format, Object... values) {
    report.say(String.format(Locale.ROOT, format, values));
  }
}
