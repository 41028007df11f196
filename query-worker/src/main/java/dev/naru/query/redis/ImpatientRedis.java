package dev.naru.query.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;

/** Clients for what is no harm if it is not done: without Redis their commands fail at once. */
public final class ImpatientRedis {
  private static final int MOST_QUEUED = 50_000;

  private ImpatientRedis() {}

  /**
   * A client that does not connect by itself, sends nothing twice, and lets nothing pile up.
   *
   * @param url such as {@code redis://127.0.0.1:6379}
   * @param name what Redis shows of it
   * @param longest how long a command or the making of a connection may take
   */
  public static RedisClient client(String url, String name, Duration longest) {
    RedisURI uri = RedisURI.create(url);
    uri.setTimeout(longest);
    uri.setClientName(name);
    RedisClient client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_QUEUED)
            .socketOptions(SocketOptions.builder().connectTimeout(longest).build())
            .timeoutOptions(TimeoutOptions.enabled(longest))
            .build());
    return client;
  }
}
