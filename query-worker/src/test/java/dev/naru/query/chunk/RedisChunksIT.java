package dev.naru.query.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Servers;
import dev.naru.embedded.TestServers;
import dev.naru.model.wire.ViewKeys;
import dev.naru.query.upstream.Chunks;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisChunksIT {
  private static final ViewKeys KEYS = new ViewKeys(3);

  /** Its own, for it comes and goes. */
  private static Servers servers;

  private static String url;
  private static RedisClient client;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UUID query = UUID.randomUUID();
  private RedisCommands<String, String> redis;
  private RedisChunks chunks;

  @BeforeAll
  static void connect() throws IOException {
    servers =
        TestServers.in(Files.createTempDirectory("naru-chunks"), EnumSet.of(Servers.Kind.REDIS));
    url = servers.start().redis();
    client = RedisClient.create(url);
  }

  @AfterAll
  static void disconnect() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    servers.close();
  }

  @BeforeEach
  void open() {
    redis = client.connect().sync();
    chunks = new RedisChunks(url, meters);
    awaitLink();
  }

  @AfterEach
  void close() {
    chunks.close();
    redis.getStatefulConnection().close();
  }

  @Test
  void piecesAreInTheStreamInOrderAndToldOf() throws Exception {
    // given
    BlockingQueue<String> told = listen();
    Chunks attempt = open(1, 1_000);

    // when
    attempt.accept("안녕");
    attempt.accept("{\"n\":1}");

    // then
    await().until(() -> stream().size() == 2);
    assertThat(stream())
        .extracting(StreamMessage::getId, it -> it.getBody().toString())
        .containsExactly(
            tuple("1-0", "{attempt=1, index=0, data=안녕}"),
            tuple("1-1", "{attempt=1, index=1, data={\"n\":1}}"));
    assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(query.toString());
    assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(query.toString());
    assertThat(redis.ttl(KEYS.chunks(query))).isBetween(590L, 600L);
    await().until(() -> meters.get("naru.chunk.write").tag("pool", "default").timer().count() == 2);
  }

  @Test
  void theFirstPieceIsThereAtOnce() throws Exception {
    // given
    BlockingQueue<String> told = listen();

    // when
    long began = System.nanoTime();
    open(1, 1_000).accept("first");
    String first = told.poll(5, TimeUnit.SECONDS);
    long took = System.nanoTime() - began;

    // then
    assertThat(first).isEqualTo(query.toString());
    assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aFurtherAttemptTakesThePlaceOfTheOneBeforeWhichIsSilentFromThenOn() {
    // given
    Chunks first = open(1, 1_000);
    first.accept("a");
    first.accept("b");
    await().until(() -> stream().size() == 2);

    // when
    open(2, 1_000).accept("anew");
    first.accept("late");

    // then
    await().until(() -> dropped("late") == 1);
    assertThat(stream()).extracting(StreamMessage::getId).containsExactly("2-0");
  }

  @Test
  void aStreamHoldsNoMoreThanItMay() {
    // given
    Chunks attempt = open(1, 30);

    // when
    for (int i = 0; i < 50; i++) {
      attempt.accept("1234567890");
    }

    // then
    await().until(() -> !stream().isEmpty() && stream().getLast().getId().equals("1-49"));
    assertThat(stream()).extracting(StreamMessage::getId).containsExactly("1-47", "1-48", "1-49");
  }

  @Test
  void whileRedisIsAwayPiecesAreDroppedAtOnceAndAfterwardsTheyComeAgain() {
    // given
    servers.stop(Servers.Kind.REDIS);
    Chunks attempt = open(1, 1_000_000);
    try {
      long began = System.nanoTime();

      // when
      for (int i = 0; i < 1_000; i++) {
        attempt.accept("lost");
      }

      // then
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      await().until(() -> dropped("away") == 1_000);
    } finally {
      servers.start(Servers.Kind.REDIS);
    }
    awaitLink();
    attempt.accept("found");
    await().until(() -> !stream().isEmpty());
    assertThat(stream().getFirst().getBody()).containsEntry("data", "found");
  }

  @Test
  void aServerThatForgotTheScriptLearnsItAgain() {
    // given
    redis.scriptFlush();

    // when
    awaitLink();

    // then
    open(1, 1_000).accept("known");
    await().until(() -> stream().size() == 1);
  }

  @Test
  void whatRedisHasNotTakenIsBounded() {
    // given
    redis.clientPause(400);
    Chunks attempt = open(1, 100L << 20);

    // when
    for (int i = 0; i < 40; i++) {
      attempt.accept("x".repeat(1 << 20));
    }

    // then
    assertThat(dropped("full")).isEqualTo(24);
    await().until(() -> stream().size() == 16);
  }

  private Chunks open(int attempt, long mostBytes) {
    return chunks.of("default", mostBytes).open(3, query, attempt);
  }

  private List<StreamMessage<String, String>> stream() {
    return redis.xrange(KEYS.chunks(query), Range.unbounded());
  }

  private double dropped(String reason) {
    return meters
        .get("naru.chunks.dropped")
        .tags("pool", "default", "reason", reason)
        .counter()
        .count();
  }

  /** The link is made in the background: pieces are soft until then. */
  private void awaitLink() {
    await()
        .until(
            () -> {
              UUID probe = UUID.randomUUID();
              chunks.of("probe", 1_000).open(3, probe, 1).accept("probe");
              return redis.xlen(KEYS.chunks(probe)) == 1;
            });
  }

  private BlockingQueue<String> listen() {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    var connection = client.connectPubSub();
    connection.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String message) {
            if (message.equals(query.toString())) {
              told.add(message);
            }
          }
        });
    connection.sync().subscribe(KEYS.chunkSignals());
    return told;
  }
}
