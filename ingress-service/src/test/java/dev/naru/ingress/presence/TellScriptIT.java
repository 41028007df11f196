package dev.naru.ingress.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.embedded.Servers;
import dev.naru.embedded.TestServers;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The script that tells presence, on real Redis. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class TellScriptIT {
  private final ViewKeys keys = new ViewKeys(0);
  private final String presence = keys.presence("default");
  private Servers servers;
  private RedisClient client;
  private RedisCommands<String, String> redis;
  private String script;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    servers = TestServers.in(folder, EnumSet.of(Servers.Kind.REDIS));
    client = RedisClient.create(servers.start().redis());
    redis = client.connect().sync();
    try (var file = PresenceFlusher.class.getResourceAsStream("tell.lua")) {
      script = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  void close() {
    client.shutdown();
    servers.close();
  }

  @BeforeEach
  void oneSessionIsKnown() {
    redis.flushall();
    redis.zadd(presence, 100, "live");
  }

  private long tell(String... idsAndTimes) {
    String[] arguments =
        Stream.concat(Stream.of(keys.head().replace("head", "")), Stream.of(idsAndTimes))
            .toArray(String[]::new);
    return redis.<Long>eval(
        script, ScriptOutputType.INTEGER, new String[] {presence, keys.head()}, arguments);
  }

  @Test
  void timesMoveForwardOnly() {
    // when, then
    assertThat(tell("live", "200")).isEqualTo(1);
    assertThat(redis.zscore(presence, "live")).isEqualTo(200);
    assertThat(tell("live", "150")).isEqualTo(1);
    assertThat(redis.zscore(presence, "live")).isEqualTo(200);
  }

  @Test
  void whoeverHasEndedDoesNotComeBack() {
    // when, then
    assertThat(tell("ended", "200", "live", "300")).isEqualTo(1);
    assertThat(redis.zrange(presence, 0, -1)).isEqualTo(List.of("live"));
  }

  @Test
  void anIdThatStandsForASessionSpeaksForIt() {
    // given
    redis.hset(keys.head(), "generation", "7");
    redis.set(keys.generation(7) + ViewKeys.alias("provisional"), "live");
    redis.set(keys.generation(7) + ViewKeys.alias("stale"), "ended");

    // when, then
    assertThat(tell("provisional", "200", "stale", "300")).isEqualTo(1);
    assertThat(redis.zscore(presence, "live")).isEqualTo(200);
    assertThat(redis.zrange(presence, 0, -1)).isEqualTo(List.of("live"));
  }
}
