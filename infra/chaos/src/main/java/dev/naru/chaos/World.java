package dev.naru.chaos;

import dev.naru.embedded.Connections;
import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.Servers.Kind;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All of Naru, each part in a process of its own, two of each service; Redis and Postgres by links.
 */
final class World implements AutoCloseable {
  static final int CAPACITY = 20;
  static final int SLOTS = 10;

  /** Short, so that somebody who is taken for silent because of a fault is seen to end. */
  private static final String SETTINGS =
      """
      naru:
        rooms:
          default: {capacity: %d, idle-timeout: 30s, abandon-timeout: 30s}
        pools:
          default:
            slots: %d
            max-attempts: 10
            slot-quarantine: 2s
            upstream: {kind: http, url: "%s", timeout: 20s}
      """;

  private final Path folder;
  private final CountingUpstream upstream;
  private final KafkaProcess kafka;
  private final EmbeddedServers stores;
  private final Connections connections;
  private final FaultyLink redisLink;
  private final FaultyLink postgresLink;
  private final Crew admission;
  private final Crew query;
  private final Crew ingress;
  private volatile boolean flushing;

  World(Path folder) throws IOException {
    this.folder = folder;
    this.upstream = new CountingUpstream();
    Files.writeString(
        folder.resolve("naru.yml"), SETTINGS.formatted(CAPACITY, SLOTS, upstream.url()));
    this.kafka = KafkaProcess.start(folder.resolve("kafka"));
    this.stores =
        new EmbeddedServers(
            folder.resolve("stores"), EnumSet.of(Kind.REDIS, Kind.POSTGRES), Map.of());
    Connections there = stores.start();
    this.connections =
        new Connections(
            kafka.bootstrapServers(),
            there.redis(),
            there.postgresJdbcUrl(),
            there.postgresUser(),
            there.postgresPassword());
    this.redisLink = new FaultyLink(port(connections.redis()));
    this.postgresLink =
        new FaultyLink(port(connections.postgresJdbcUrl().substring("jdbc:".length())));
    this.admission = new Crew(() -> start("admission-worker"), 2);
    this.query = new Crew(() -> start("query-worker"), 2);
    this.ingress = new Crew(() -> start("ingress-service"), 2);
  }

  private static int port(String uri) {
    return URI.create(uri).getPort();
  }

  private Service start(String module) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", connections.kafka());
    environment.put("SPRING_DATA_REDIS_URL", "redis://127.0.0.1:" + redisLink.port());
    environment.put(
        "SPRING_DATASOURCE_URL",
        connections
            .postgresJdbcUrl()
            .replaceFirst("//[^/]*/", "//127.0.0.1:" + postgresLink.port() + "/"));
    environment.put("SPRING_DATASOURCE_USERNAME", connections.postgresUser());
    environment.put("SPRING_DATASOURCE_PASSWORD", connections.postgresPassword());
    environment.put("NARU_INGRESS_KEY_FOLDER", folder.resolve("keys").toString());
    return Service.start(module, folder, environment);
  }

  /** Straight to the servers, past the links. */
  Connections connections() {
    return connections;
  }

  CountingUpstream upstream() {
    return upstream;
  }

  KafkaProcess kafka() {
    return kafka;
  }

  EmbeddedServers stores() {
    return stores;
  }

  FaultyLink redisLink() {
    return redisLink;
  }

  FaultyLink postgresLink() {
    return postgresLink;
  }

  Crew admission() {
    return admission;
  }

  Crew query() {
    return query;
  }

  Crew ingress() {
    return ingress;
  }

  String operatorToken() throws IOException {
    return Files.readString(folder.resolve("keys").resolve("operator.token")).strip();
  }

  /** Says something to Redis itself, past the link. */
  void redis(Consumer<RedisCommands<String, String>> words) {
    RedisClient client = RedisClient.create(connections.redis());
    try (var connection = client.connect()) {
      words.accept(connection.sync());
    } finally {
      client.shutdown();
    }
  }

  /** Has Redis forget all scripts, once a second, until told otherwise. */
  void flushScripts(boolean wanted) {
    flushing = wanted;
    if (wanted) {
      Thread.ofVirtual().start(this::flushScripts);
    }
  }

  private void flushScripts() {
    try {
      while (flushing) {
        redis(redis -> redis.scriptFlush());
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends whatever is wrong, and waits until everybody is ready. */
  void heal() throws InterruptedException {
    redisLink.become(FaultyLink.Mode.GOOD);
    postgresLink.become(FaultyLink.Mode.GOOD);
    kafka.startAgain();
    stores.start(Kind.REDIS);
    stores.start(Kind.POSTGRES);
    for (Crew crew : List.of(admission, query, ingress)) {
      crew.heal();
    }
  }

  /** The services that ended though nobody ended them. */
  List<String> lost() {
    return Stream.of(admission, query, ingress).flatMap(crew -> crew.lost().stream()).toList();
  }

  @Override
  public synchronized void close() {
    List.of(ingress, query, admission).forEach(Crew::close);
    redisLink.close();
    postgresLink.close();
    stores.close();
    kafka.close();
    upstream.close();
  }
}
