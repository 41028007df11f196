package dev.naru.admission.view;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, made when it is first wanted; while Redis is away, asking for it fails
 * at once.
 */
public final class RedisConnections
    implements Supplier<StatefulRedisConnection<String, String>>, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int MOST_QUEUED = 10_000;

  private final RedisClient client;
  private final AtomicReference<@Nullable StatefulRedisConnection<String, String>> connection =
      new AtomicReference<>();

  /**
   * @param uri such as {@code redis://127.0.0.1:6379}
   */
  public RedisConnections(String uri) {
    RedisURI redisUri = RedisURI.create(uri);
    redisUri.setTimeout(TIMEOUT);
    client = RedisClient.create(redisUri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_QUEUED)
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
            .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
            .build());
  }

  /** Returns the connection; throws {@link io.lettuce.core.RedisException} while there is none. */
  @Override
  public StatefulRedisConnection<String, String> get() {
    StatefulRedisConnection<String, String> existing = connection.get();
    return existing == null ? connect() : existing;
  }

  private synchronized StatefulRedisConnection<String, String> connect() {
    StatefulRedisConnection<String, String> existing = connection.get();
    if (existing == null) {
      existing = client.connect();
      connection.set(existing);
    }
    return existing;
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, TIMEOUT);
  }
}
