package dev.naru.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers under one data folder, which is locked from start to close: Kafka in this process,
 * Redis and Postgres as child processes. What an earlier process left running there after a {@code
 * kill -9} is ended first, and its data carries on. Meant for one person's machine: everything
 * listens on the loopback, and only Postgres asks for a password.
 */
public final class EmbeddedServers implements Servers {

  /** Kafka in process is talkative: with these levels, by logger, it says what matters. */
  public static final Map<String, String> LOG_LEVELS =
      Map.of(
          "kafka", "WARN",
          "org.apache.kafka", "WARN",
          "state.change.logger", "WARN",
          "org.apache.kafka.clients.NetworkClient", "ERROR",
          "org.apache.kafka.controller.QuorumController", "ERROR");

  private static final Duration START = Duration.ofSeconds(90);

  private final Path data;
  private final @Nullable EmbeddedKafka kafka;
  private final @Nullable EmbeddedRedis redis;
  private final @Nullable EmbeddedPostgres postgres;
  private @Nullable DataFolder lock;

  /**
   * Ports are chosen freely for kinds that are not in the map (or 0) and stay the same as long as
   * this object lives.
   */
  public EmbeddedServers(Path data, Set<Kind> kinds, Map<Kind, Integer> ports) {
    this(data, kinds, ports, null);
  }

  private EmbeddedServers(
      Path data, Set<Kind> kinds, Map<Kind, Integer> ports, @Nullable KafkaDoor door) {
    this.data = data;
    var cache = ProgramCache.ofUser();
    kafka =
        kinds.contains(Kind.KAFKA)
            ? new EmbeddedKafka(data, ports.getOrDefault(Kind.KAFKA, 0), door)
            : null;
    redis =
        kinds.contains(Kind.REDIS)
            ? new EmbeddedRedis(data, cache, ports.getOrDefault(Kind.REDIS, 0))
            : null;
    postgres =
        kinds.contains(Kind.POSTGRES)
            ? new EmbeddedPostgres(data, cache, ports.getOrDefault(Kind.POSTGRES, 0))
            : null;
  }

  /** All three on free ports. */
  public static EmbeddedServers in(Path data) {
    return new EmbeddedServers(data, EnumSet.allOf(Kind.class), Map.of());
  }

  /**
   * Kafka alone, with a second way in.
   *
   * @param port 0 for any free one
   */
  public static EmbeddedServers kafka(Path data, int port, KafkaDoor door) {
    return new EmbeddedServers(data, EnumSet.of(Kind.KAFKA), Map.of(Kind.KAFKA, port), door);
  }

  /** Throws a {@link DataFolderInUseException} if another process works in the folder. */
  @Override
  public synchronized Connections start() {
    if (lock == null) {
      lock = DataFolder.lock(data);
    }
    try {
      ParallelStart.of(chosen(), START);
      return connections();
    } catch (RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  @Override
  public synchronized void start(Kind kind) {
    if (lock == null) {
      throw new IllegalStateException(
          "Expected to start %s, but these servers are closed".formatted(kind));
    }
    server(kind).start();
  }

  @Override
  public synchronized void stop(Kind kind) {
    server(kind).stop();
  }

  @Override
  public synchronized void close() {
    var held = lock;
    lock = null;
    Stream<Runnable> stops = chosen().reversed().stream().map(server -> server::stop);
    Stream<Runnable> unlock = Stream.ofNullable(held).map(it -> it::close);
    AllOf.run(Stream.concat(stops, unlock).toList());
  }

  private List<Server> chosen() {
    return Stream.<Server>of(kafka, redis, postgres).filter(Objects::nonNull).toList();
  }

  private Server server(Kind kind) {
    Server server =
        switch (kind) {
          case KAFKA -> kafka;
          case REDIS -> redis;
          case POSTGRES -> postgres;
        };
    if (server == null) {
      throw new IllegalArgumentException("%s is not among these servers".formatted(kind));
    }
    return server;
  }

  private Connections connections() {
    return new Connections(
        kafka == null ? "" : kafka.bootstrapServers(),
        redis == null ? "" : redis.url(),
        postgres == null ? "" : postgres.jdbcUrl(),
        postgres == null ? "" : postgres.user(),
        postgres == null ? "" : postgres.password());
  }

  private void closeAfter(RuntimeException failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
