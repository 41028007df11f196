package dev.naru.bench.recovery;

import dev.naru.admission.loop.LogTopics;
import dev.naru.embedded.Connections;
import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;

/**
 * How long a worker takes to have the state of many waiting sessions back, on real servers, each
 * time in a fresh JVM: from all events, from a snapshot, and from a snapshot with as many events
 * since as may follow one. Arguments: the Markdown file to write, and optionally the sessions
 * (1,000,000).
 */
public final class RecoveryBench {
  private final Connections servers;
  private final List<String> lines = new ArrayList<>();

  private RecoveryBench(Connections servers) {
    this.servers = servers;
  }

  public static void main(String[] args) throws Exception {
    System.setProperty("logback.configurationFile", "bench-logback.xml");
    if (args.length < 1) {
      System.err.println("Usage: RecoveryBench REPORT.md [SESSIONS]");
      System.exit(2);
    }
    int sessions = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    Path data = Files.createTempDirectory("naru-bench-");
    try (Servers servers =
        new EmbeddedServers(data, Set.of(Servers.Kind.KAFKA, Servers.Kind.POSTGRES), Map.of())) {
      RecoveryBench bench = new RecoveryBench(servers.start());
      bench.run(sessions);
      Files.write(Path.of(args[0]), bench.lines);
    }
    System.exit(0);
  }

  private void run(int sessions) throws Exception {
    new LogTopics(RecoveryRun.clients(servers.kafka()), RecoveryRun.settings()).makeLog();
    migrate();
    try (FilledLog log = new FilledLog(servers.kafka())) {
      log.join(sessions);
      say("| what | waiting | recovered in |");
      say("| --- | --- | --- |");
      report("all events", recover("events"));
      long[] taken = recover("take");
      report("a snapshot", recover("snapshot"));
      log.join(sessions);
      report("a snapshot and as many events since", recover("snapshot"));
      say("");
      say(
          "The snapshot has %d MB; writing it down takes %.1f s, saving it %.1f s.",
          taken[4] >> 20, taken[2] / 1e3, taken[3] / 1e3);
    }
  }

  private void migrate() {
    var unused =
        Flyway.configure()
            .dataSource(
                servers.postgresJdbcUrl(), servers.postgresUser(), servers.postgresPassword())
            .locations("classpath:db/migration/admission")
            .load()
            .migrate();
  }

  private void report(String what, long[] figures) {
    say("| %s | %,d | %.1f s |", what, figures[0], figures[1] / 1e3);
  }

  /** Runs {@link RecoveryRun} and returns its figures. */
  private long[] recover(String how) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-cp",
                System.getProperty("java.class.path"),
                RecoveryRun.class.getName(),
                how,
                servers.kafka(),
                servers.postgresJdbcUrl(),
                servers.postgresUser(),
                servers.postgresPassword())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("Expected to recover from " + how + ", but:\n" + said);
    }
    String figures =
        said.lines().filter(line -> line.startsWith(RecoveryRun.FIGURES)).findFirst().orElseThrow();
    return Arrays.stream(figures.substring(RecoveryRun.FIGURES.length()).split(" "))
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private void say(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    lines.add(line);
    System.out.println(line);
  }
}
