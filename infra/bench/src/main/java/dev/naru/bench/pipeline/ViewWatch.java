package dev.naru.bench.pipeline;

import dev.naru.model.wire.ViewFields;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** How far the view is, as it says itself. */
final class ViewWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ViewKeys keys = new ViewKeys(0);
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final StatefulRedisPubSubConnection<String, String> stamps;
  private final AtomicLong stamped = new AtomicLong(-1);

  ViewWatch(String redis) {
    client = RedisClient.create(redis);
    connection = client.connect();
    stamps = client.connectPubSub();
    stamps.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String message) {
            // <term>:<offset>:<generation>
            synchronized (stamped) {
              stamped.set(Long.parseLong(message.split(":")[1]));
              stamped.notifyAll();
            }
          }
        });
    stamps.sync().subscribe(keys.stamps());
  }

  /** Offset of the last command shown; -1 if there is no view. */
  long offset() {
    String offset = connection.sync().hget(keys.head(), ViewFields.OFFSET);
    return offset == null ? -1 : Long.parseLong(offset);
  }

  /** Offset of the last command whose stamp has come in; costs Redis nothing to ask. */
  long stamped() {
    return stamped.get();
  }

  /** Returns when the command at this offset is shown. */
  void awaitStamp(long offset) throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    synchronized (stamped) {
      while (stamped.get() < offset) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new TimeoutException("The view did not come to " + offset + " within " + PATIENCE);
        }
        stamped.wait(left);
      }
    }
  }

  @Override
  public void close() {
    connection.close();
    stamps.close();
    client.shutdown();
  }
}
