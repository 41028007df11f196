package dev.naru.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Postgres as a child process on the loopback, durable, with database and user {@code naru}. */
final class EmbeddedPostgres implements Server {

  private static final String NAME = "postgres";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);

  /** Postgres' words for its kinds of shutdown. */
  private static final String FAST = "INT";

  private static final String IMMEDIATE = "QUIT";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "", // they would be in /tmp, for everyone
          "shared_buffers", "64MB",
          "max_connections", "100",
          "timezone", "UTC",
          "log_timezone", "UTC",
          "log_checkpoints", "off");

  private final Path log;
  private final Children children;
  private final PostgresCluster cluster;
  private final PostmasterFile postmaster;
  private final ProgramCache cache;
  private final int port;
  private @Nullable ChildProcess process;

  EmbeddedPostgres(Path data, ProgramCache cache, int port) {
    this.log = data.toAbsolutePath().resolve("logs").resolve("postgres.log");
    this.children = new Children(data.resolve("children"));
    this.cluster = new PostgresCluster(data.toAbsolutePath().resolve(NAME));
    this.postmaster = new PostmasterFile(cluster.pgData());
    this.cache = cache;
    this.port = FreePorts.choose(port);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, PostgresCluster.NAME);
  }

  String user() {
    return PostgresCluster.NAME;
  }

  String password() {
    return cluster.password();
  }

  @Override
  public synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    children
        .leftover(NAME)
        .or(() -> postmaster.postmaster(NAME))
        .ifPresent(orphan -> Children.end(orphan, STOP, FAST, IMMEDIATE));
    postmaster.delete();
    FreePorts.require("Postgres", port);
    LogTail.rotate(log);
    var command = new PostgresCommand(PostgresPrograms.unpacked(cache), log);
    cluster.makeFiles(command);
    launch(command);
    process =
        children.remember(
            NAME, postmaster.pid().orElseThrow(() -> LogTail.failure("Postgres ended", log)));
    cluster.makeDatabase(port);
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      process.end(STOP, FAST, IMMEDIATE);
      children.forget(NAME);
      process = null;
    }
  }

  private void launch(PostgresCommand command) {
    try {
      command.run(
          START.plusSeconds(5),
          "pg_ctl",
          "start",
          "--pgdata=" + cluster.pgData(),
          "--wait",
          "--timeout=" + START.toSeconds(),
          "--log=" + log,
          "--options=" + options());
    } catch (ServerException e) {
      postmaster.postmaster(NAME).ifPresent(late -> late.end(STOP, FAST, IMMEDIATE));
      throw e;
    }
  }

  private String options() {
    return SETTINGS.entrySet().stream()
        .map(setting -> "-c %s=%s".formatted(setting.getKey(), setting.getValue()))
        .sorted()
        .collect(Collectors.joining(" ", "-p " + port + " ", ""));
  }
}
