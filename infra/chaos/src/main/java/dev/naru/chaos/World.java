package dev.naru.chaos;

import dev.naru.embedded.Connections;
import dev.naru.embedded.EmbeddedServers;
import dev.naru.embedded.KafkaDoor;
import dev.naru.embedded.Servers.Kind;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All of Naru, each part in a process of its own, two of each service; everything by links. */
final class World implements AutoCloseable {
  static final int CAPACITY = 20;
  static final int SLOTS = 10;

  private static final Duration START = Duration.ofSeconds(180);

  /** Short, so that somebody who is taken for silent because of a fault is seen to end. */
  private static final String SETTINGS =
      """
      naru:
        rooms:
          default: {capacity: %d, idle-timeout: 30s, abandon-timeout: 30s}
        pools:
          default:
            slots: %d
            max-attempts: 100
            slot-quarantine: 8s
            upstream: {kind: http, url: "%s", timeout: 20s}
      """;

  private final Path folder;
  private final CountingUpstream upstream;
  private final KafkaProcess kafka;
  private final EmbeddedServers stores;
  private final Connections connections;
  private final FaultyLink kafkaLink;
  private final FaultyLink redisLink;
  private final FaultyLink postgresLink;
  private final FaultyLink upstreamLink;
  private final RedisPast redisPast;
  private final Oracle oracle;
  private final Crew admission;
  private final Crew query;
  private final Crew ingress;
  private volatile boolean flushing;

  World(Path folder) throws IOException {
    this.folder = folder;
    this.upstream = new CountingUpstream(SLOTS);
    this.upstreamLink = new FaultyLink(upstream.port());
    String answers = "http://127.0.0.1:" + upstreamLink.port() + "/answer";
    Files.writeString(folder.resolve("naru.yml"), SETTINGS.formatted(CAPACITY, SLOTS, answers));
    int door = Service.freePort();
    this.kafkaLink = new FaultyLink(door);
    this.kafka = KafkaProcess.start(folder.resolve("kafka"), new KafkaDoor(door, kafkaLink.port()));
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
    this.redisPast = new RedisPast(connections.redis());
    this.oracle = new Oracle(connections, CAPACITY, SLOTS);
    this.admission = new Crew(() -> start("admission-worker"), 2);
    this.query = new Crew(() -> start("query-worker"), 2);
    this.ingress = new Crew(() -> start("ingress-service"), 2);
  }

  private static int port(String uri) {
    return URI.create(uri).getPort();
  }

  private Service start(String module) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafkaLink.port());
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

  Oracle oracle() {
    return oracle;
  }

  RedisPast redisPast() {
    return redisPast;
  }

  FaultyLink kafkaLink() {
    return kafkaLink;
  }

  FaultyLink upstreamLink() {
    return upstreamLink;
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

  /** Ends whatever is wrong; what had to be started is not ready yet. */
  void heal() {
    flushing = false;
    links().forEach(link -> link.become(FaultyLink.Mode.GOOD));
    kafka.startAgain();
    stores.start(Kind.REDIS);
    stores.start(Kind.POSTGRES);
    redis(redis -> redis.replicaofNoOne());
    redis(redis -> redis.configSet("maxmemory", "0"));
    crews().forEach(Crew::heal);
  }

  void awaitReady() throws InterruptedException {
    List<String> late = notReadyBy(System.nanoTime() + START.toNanos());
    if (!late.isEmpty()) {
      throw new IllegalStateException("Expected all services to become ready, but not: " + late);
    }
  }

  /** Names the services that did not become ready in time. */
  List<String> notReadyBy(long nanoTime) throws InterruptedException {
    List<String> late = new ArrayList<>();
    for (Crew crew : List.of(admission, query, ingress)) {
      late.addAll(crew.notReadyBy(nanoTime));
    }
    return late;
  }

  /** The services that ended though nobody ended them. */
  List<String> takeLost() {
    return crews().flatMap(crew -> crew.takeLost().stream()).toList();
  }

  private Stream<Crew> crews() {
    return Stream.of(admission, query, ingress);
  }

  private Stream<FaultyLink> links() {
    return Stream.of(kafkaLink, redisLink, postgresLink, upstreamLink);
  }

  @Override
  public synchronized void close() {
    List.of(ingress, query, admission).forEach(Crew::close);
    links().forEach(FaultyLink::close);
    stores.close();
    kafka.close();
    upstream.close();
  }
}
