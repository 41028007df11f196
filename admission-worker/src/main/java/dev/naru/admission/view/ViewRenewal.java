package dev.naru.admission.view;

import dev.naru.model.wire.ViewFields;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;

/**
 * Asks the worker that writes a partition's view, whichever it is, to make it anew from the log.
 * The worker sees it within a second: it throws its state away, recovers it from the log, writes it
 * into a new generation while the old one is shown and kept up to date, and switches. Throws {@link
 * io.lettuce.core.RedisException} while Redis is away.
 */
public final class ViewRenewal {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final String uri;
  private final ViewKeys keys;

  /**
   * @param uri such as {@code redis://127.0.0.1:6379}
   */
  public ViewRenewal(String uri, int partition) {
    this.uri = uri;
    this.keys = new ViewKeys(partition);
  }

  public void ask() {
    RedisURI redis = RedisURI.create(uri);
    redis.setTimeout(TIMEOUT);
    RedisClient client = RedisClient.create(redis);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      var unused = connection.sync().hset(keys.head(), ViewFields.RENEW, "1");
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
