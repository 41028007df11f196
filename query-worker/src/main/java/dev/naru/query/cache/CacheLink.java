package dev.naru.query.cache;

import dev.naru.query.redis.ImpatientRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to Redis that is made when it is needed. While Redis is away, commands fail at once,
 * and once a second one of them tries to connect again: a call waits half a second at most.
 */
final class CacheLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CacheLink.class);
  private static final Duration LONGEST = Duration.ofMillis(500);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final RedisClient client;
  private @Nullable StatefulRedisConnection<String, String> connection;
  private long tryAt = System.nanoTime();

  /**
   * @param url such as {@code redis://127.0.0.1:6379}
   */
  CacheLink(String url) {
    client = ImpatientRedis.client(url, "naru-cache", LONGEST);
  }

  /** Throws {@link RedisException} while Redis is away. */
  synchronized RedisCommands<String, String> commands() {
    StatefulRedisConnection<String, String> current = connection;
    if (current == null || !current.isOpen()) {
      current = connect();
      connection = current;
    }
    return current.sync();
  }

  private StatefulRedisConnection<String, String> connect() {
    long now = System.nanoTime();
    if (now - tryAt < 0) {
      throw new RedisConnectionException("Expected a connection to Redis, but there is none");
    }
    tryAt = now + PAUSE;
    return client.connect();
  }

  /** Does what is no harm if it is not done. */
  void quietly(Consumer<RedisCommands<String, String>> words) {
    try {
      words.accept(commands());
    } catch (RedisException e) {
      LOG.debug("Redis is away, so an answer is not kept: reason={}", e.toString());
    }
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, LONGEST);
  }
}
