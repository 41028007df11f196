package dev.naru.bench.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a replay costs those who join meanwhile: joins at a steady rate, in turns without a replay
 * and with replays, one after the other, of a log that a crowd has filled before. Arguments: the
 * folder with {@code naru.jar}, the Markdown file to write, optionally the joins a second (100) and
 * the seconds of each round (20).
 */
public final class ReplayBench {
  private static final int ROUNDS = 5;
  private static final int CROWD = 512;
  private static final Duration FILLING = Duration.ofSeconds(40);
  private static final String VERIFY = "{\"mode\":\"verify\"}";
  private static final String WHAT_IF =
      "{\"mode\":\"what-if\",\"changes\":{\"capacity\":30,\"slots\":12}}";
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern SPEED = Pattern.compile("\"commandsPerSecond\":(\\d+)");
  private static final Pattern COMMANDS = Pattern.compile("\"commands\":(\\d+)");

  private final NaruProcess naru;
  private final HttpClient http;
  private final String token;
  private final PacedClient client;
  private final Report report = new Report();

  private ReplayBench(NaruProcess naru, HttpClient http) throws IOException {
    this.naru = naru;
    this.http = http;
    this.token = Files.readString(naru.data().resolve("keys/operator.token")).strip();
    this.client = new PacedClient(http, naru.uri(), "paced-");
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println("Usage: ReplayBench FOLDER-OF-NARU.JAR REPORT.md [JOINS/S] [SECONDS]");
      System.exit(2);
    }
    Path report = Path.of(args[1]).toAbsolutePath();
    int perSecond = args.length > 2 ? Integer.parseInt(args[2]) : 100;
    Duration length = Duration.ofSeconds(args.length > 3 ? Integer.parseInt(args[3]) : 20);
    try (HttpClient http = HttpClient.newHttpClient();
        NaruProcess naru = NaruProcess.start(Path.of(args[0]), report.resolveSibling("naru.log"))) {
      ReplayBench bench = new ReplayBench(naru, http);
      bench.run(perSecond, length);
      Files.write(report, bench.report.lines());
    }
  }

  private void run(int perSecond, Duration length) throws IOException, InterruptedException {
    JoinRequest crowd = new JoinRequest("127.0.0.1", "default", "crowd-", 0, 0);
    var unused = new JoinClient(naru.address(), crowd, 202).closedLoop(CROWD, FILLING);
    while (naru.decided() < crowd.number()) {
      Thread.sleep(100);
    }
    client.join(perSecond, length.multipliedBy(4));
    report.say(
        "%d joins/s, decided, beside a line of %d; in ms.".formatted(perSecond, crowd.number()));
    report.say("");
    report.say(
        "| round | p50 alone | p95 alone | p50 beside replays | p95 beside replays | replays, commands/s each |");
    report.say("| --- | --- | --- | --- | --- | --- |");
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      String mode = round % 2 == 0 ? WHAT_IF : VERIFY;
      Latencies alone = client.join(perSecond, length);
      Replays replays = new Replays(mode);
      Thread replaying = Thread.ofPlatform().start(replays);
      Latencies beside = client.join(perSecond, length);
      replays.last = true;
      replaying.join();
      ratios.add(beside.millis(95) / alone.millis(95));
      row(round, alone, beside, replays);
    }
    report.say("");
    report.say(
        String.format(
            Locale.ROOT,
            "p95 beside replays is %.2f times that alone (median of %d rounds).",
            ratios.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow(),
            ROUNDS));
  }

  private void row(int round, Latencies alone, Latencies beside, Replays replays) {
    report.say(
        String.format(
            Locale.ROOT,
            "| %d, %s | %.1f | %.1f | %.1f | %.1f | %s |",
            round,
            replays.order.contains("what-if") ? "what-if" : "verify",
            alone.millis(50),
            alone.millis(95),
            beside.millis(50),
            beside.millis(95),
            replays.speeds));
  }

  /** Orders a replay whenever the last one has come to its end. */
  private final class Replays implements Runnable {
    private final String order;
    private final List<Long> speeds = new ArrayList<>();
    private volatile boolean last;

    private Replays(String order) {
      this.order = order;
    }

    @Override
    public void run() {
      try {
        while (!last) {
          replay();
        }
      } catch (IOException e) {
        report.say("A replay failed: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void replay() throws IOException, InterruptedException {
      String id = found(ID, send("replays", order));
      String state = send("replays/" + id, null);
      while (state.contains("\"state\":\"RUNNING\"")) {
        Thread.sleep(200);
        state = send("replays/" + id, null);
      }
      if (!state.contains("\"state\":\"DONE\"") || found(COMMANDS, state).equals("0")) {
        throw new IOException(state);
      }
      speeds.add(Long.parseLong(found(SPEED, state)));
    }

    private String send(String path, @Nullable String body)
        throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(naru.uri().resolve("/admin/v1/" + path))
              .header("Authorization", "Bearer " + token);
      if (body != null) {
        request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
      }
      return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    private static String found(Pattern pattern, String text) throws IOException {
      Matcher matcher = pattern.matcher(text);
      if (!matcher.find()) {
        throw new IOException("Expected %s in %s".formatted(pattern, text));
      }
      return matcher.group(1);
    }
  }
}
