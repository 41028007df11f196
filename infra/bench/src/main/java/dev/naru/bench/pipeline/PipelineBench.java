package dev.naru.bench.pipeline;

import dev.naru.embedded.Connections;
import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.Servers;
import dev.naru.model.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The pipeline on real servers in this process: commands that wait in the log until the view shows
 * their outcome, and one command at a time; in turn with {@link BareLoop}. Arguments: the Markdown
 * file to write, and optionally the commands of a block (100,000).
 */
public final class PipelineBench {
  private static final String BARE_IN = "bench.in";
  private static final String BARE_OUT = "bench.out";
  private static final int WARM_UPS = 5;
  private static final int ROUNDS = 3;
  private static final int SINGLES = 500;

  private final int block;
  private final Connections servers;
  private final Clients clients;
  private final List<String> lines = new ArrayList<>();
  private long bareNext;

  private PipelineBench(int block, Connections servers) {
    this.block = block;
    this.servers = servers;
    this.clients = new Clients(servers.kafka());
  }

  public static void main(String[] args) throws Exception {
    System.setProperty("logback.configurationFile", "bench-logback.xml");
    if (args.length < 1) {
      System.err.println("Usage: PipelineBench REPORT.md [COMMANDS]");
      System.exit(2);
    }
    Path report = Path.of(args[0]).toAbsolutePath();
    Files.createDirectories(report.getParent());
    Path data = Files.createTempDirectory("naru-bench-");
    try (Servers servers =
        new EmbeddedServers(data, Set.of(Servers.Kind.KAFKA, Servers.Kind.REDIS), Map.of())) {
      int block = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
      PipelineBench bench = new PipelineBench(block, servers.start());
      bench.run();
      Files.write(report, bench.lines);
    }
    System.exit(0);
  }

  private void run() throws Exception {
    makeTopics();
    try (Commands real = new Commands(clients, Topics.COMMANDS);
        Commands bare = new Commands(clients, BARE_IN);
        ViewWatch view = new ViewWatch(servers.redis())) {
      try (Worker first = new Worker(servers)) {
        Progress.awaitMoreThan(view::offset, 0, System.nanoTime() + 60_000_000_000L);
      }
      say("Joins that wait in the log, %d at a time, and one at a time.", block);
      say("");
      say("| what | commands/s |");
      say("| --- | --- |");
      List<Double> decided = new ArrayList<>();
      List<Double> carried = new ArrayList<>();
      for (int round = 1 - WARM_UPS; round <= ROUNDS; round++) {
        double bareRate = bareBlock(bare);
        double realRate = block(real, view);
        String name = round < 1 ? "warming up" : "round " + round;
        say("| bare loop, %s | %.0f |", name, bareRate);
        say("| commands → events + view, %s | %.0f |", name, realRate);
        if (round > 0) {
          carried.add(bareRate);
          decided.add(realRate);
        }
      }
      say("");
      say(
          "Deciding and showing goes at %.0f %% of the bare loop's rate (medians).",
          100 * median(decided) / median(carried));
      singles(real, bare, view);
    }
  }

  private void makeTopics() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
      admin
          .createTopics(
              List.of(new NewTopic(BARE_IN, 1, (short) 1), new NewTopic(BARE_OUT, 1, (short) 1)))
          .all()
          .get();
    }
  }

  private double block(Commands commands, ViewWatch view)
      throws ExecutionException, InterruptedException, TimeoutException {
    long before = view.offset();
    long last = commands.write(block);
    try (Worker worker = new Worker(servers)) {
      return Progress.perSecond(view::stamped, Math.max(before, view.stamped()), last);
    }
  }

  private double bareBlock(Commands commands)
      throws ExecutionException, InterruptedException, TimeoutException {
    AtomicLong committed = new AtomicLong(bareNext - 1);
    long last = commands.write(block);
    double rate;
    try (Bare loop = new Bare(committed)) {
      rate = Progress.perSecond(committed::get, bareNext - 1, last);
    }
    bareNext = last + 1;
    return rate;
  }

  private final class Bare implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final BareLoop loop;
    private final Future<?> running;

    Bare(AtomicLong committed) {
      loop = new BareLoop(clients, BARE_IN, BARE_OUT, bareNext, committed::set);
      running =
          thread.submit(
              () -> {
                loop.run();
                return null;
              });
    }

    @Override
    public void close() throws ExecutionException, InterruptedException {
      loop.stop();
      running.get();
      loop.close();
      thread.close();
    }
  }

  private interface Single {
    void run() throws Exception;
  }

  private void singles(Commands real, Commands bare, ViewWatch view) throws Exception {
    say("");
    say("| one at a time, from the send, ms | p50 | p95 | p99 |");
    say("| --- | --- | --- | --- |");
    try (Bare loop = new Bare(new AtomicLong());
        EventWatch events = new EventWatch(clients, BARE_OUT)) {
      latencies(
          "bare loop: committed record seen",
          () -> {
            var unused = bare.writeOne();
            events.awaitNext();
          });
    }
    try (Worker worker = new Worker(servers)) {
      view.awaitStamp(real.writeOne());
      try (EventWatch events = new EventWatch(clients, Topics.EVENTS)) {
        latencies(
            "event seen",
            () -> {
              var unused = real.writeOne();
              events.awaitNext();
            });
      }
      latencies("view's stamp seen", () -> view.awaitStamp(real.writeOne()));
    }
  }

  private void latencies(String what, Single single) throws Exception {
    long[] micros = new long[SINGLES];
    for (int i = -SINGLES; i < SINGLES; i++) {
      long start = System.nanoTime();
      single.run();
      if (i >= 0) {
        micros[i] = (System.nanoTime() - start) / 1_000;
      }
    }
    Arrays.sort(micros);
    say(
        "| %s | %.1f | %.1f | %.1f |",
        what,
        micros[SINGLES / 2] / 1e3,
        micros[SINGLES * 95 / 100] / 1e3,
        micros[SINGLES * 99 / 100] / 1e3);
  }

  private void say(String format, Object... values) throws IOException {
    String line = String.format(Locale.ROOT, format, values);
    lines.add(line);
    System.out.println(line);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }
}
