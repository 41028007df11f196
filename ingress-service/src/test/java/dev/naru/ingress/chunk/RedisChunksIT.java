package dev.naru.ingress.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Servers;
import dev.naru.embedded.TestServers;
import dev.naru.ingress.view.RedisLink;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The streams of chunks on real Redis. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RedisChunksIT {
  private final ViewKeys keys = new ViewKeys(3);
  private final ChunkSignals signals = new ChunkSignals();
  private Servers servers;
  private RedisClient client;
  private RedisCommands<String, String> redis;
  private RedisLink link;
  private RedisChunks chunks;
  private ChunkFollower follower;

  @BeforeAll
  void start(@TempDir Path folder) {
    servers = TestServers.in(folder, EnumSet.of(Servers.Kind.REDIS));
    String url = servers.start().redis();
    client = RedisClient.create(url);
    redis = client.connect().sync();
    link = new RedisLink(url);
    chunks = new RedisChunks(link, signals);
    follower = new ChunkFollower(link, keys.chunkSignals(), signals);
    follower.subscribe();
  }

  @AfterAll
  void close() {
    link.close();
    client.shutdown();
    servers.close();
  }

  private String append(UUID query, int index) {
    Map<String, String> fields =
        Map.of("attempt", "1", "index", Integer.toString(index), "data", "piece " + index);
    return redis.xadd(keys.chunks(query), fields);
  }

  @Test
  void piecesAreReadAfterTheOneThatIsKnownAndNotMoreThanAsked() {
    // given
    UUID query = UUID.randomUUID();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(append(query, i));
    }

    // when
    List<Chunk> first = chunks.after(3, query, null, 2);
    List<Chunk> more = chunks.after(3, query, first.getLast().id(), 10);

    // then
    assertThat(first).extracting(Chunk::id).containsExactly(ids.get(0), ids.get(1));
    assertThat(more).extracting(Chunk::index).containsExactly(2, 3, 4);
    assertThat(more.getLast()).isEqualTo(new Chunk(ids.getLast(), 1, 4, "piece 4"));
    assertThat(chunks.after(3, query, ids.getLast(), 10)).isEmpty();
    assertThat(chunks.after(0, query, null, 10)).isEmpty();
  }

  @Test
  void whatNobodyCanReadIsLeftOut() {
    // given
    UUID query = UUID.randomUUID();
    redis.xadd(keys.chunks(query), Map.of("attempt", "1", "index", "x", "data", "?"));
    redis.xadd(keys.chunks(query), Map.of("attempt", "1", "index", "0"));
    append(query, 1);

    // then
    assertThat(chunks.after(3, query, null, 10)).extracting(Chunk::index).containsExactly(1);
  }

  @Test
  void aMessageWakesThoseWhoListenToItsQuery() {
    // given
    UUID query = UUID.randomUUID();
    AtomicInteger heard = new AtomicInteger();
    chunks.listen(query, heard::incrementAndGet);
    int before = heard.get();

    // when
    redis.publish(keys.chunkSignals(), "nonsense");
    redis.publish(keys.chunkSignals(), UUID.randomUUID().toString());
    redis.publish(keys.chunkSignals(), query.toString());

    // then
    await().until(() -> heard.get() == before + 1);
  }

  @Test
  void afterAnOutageEverybodyLooksAndMessagesComeAgain() {
    // given
    UUID query = UUID.randomUUID();
    AtomicInteger heard = new AtomicInteger();
    chunks.listen(query, heard::incrementAndGet);

    // when
    servers.stop(Servers.Kind.REDIS);
    assertThatThrownBy(() -> chunks.after(3, query, null, 10))
        .isInstanceOf(ViewAwayException.class);
    int before = heard.get();
    servers.start(Servers.Kind.REDIS);

    // then
    await().atMost(Duration.ofSeconds(15)).until(() -> heard.get() > before);
    int missed = heard.get();
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              redis.publish(keys.chunkSignals(), query.toString());
              return heard.get() > missed;
            });
  }
}
