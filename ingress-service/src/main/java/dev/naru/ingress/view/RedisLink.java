package dev.naru.ingress.view;

import dev.naru.ingress.Parking;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections to Redis. They may be made late and come back by themselves; while there is none,
 * commands fail at once instead of piling up. Thread-safe.
 */
public final class RedisLink implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration RECONNECT_DELAY = Duration.ofMillis(300);
  private static final int MOST_IN_FLIGHT = 50_000;

  private final ClientResources resources;
  private final RedisClient client;
  private volatile @Nullable StatefulRedisConnection<String, String> connection;
  private final Set<String> channels = new HashSet<>();
  private volatile @Nullable StatefulRedisPubSubConnection<String, String> subscription;

  public RedisLink(String url) {
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(RECONNECT_DELAY))
            .build();
    RedisURI uri = RedisURI.create(url);
    uri.setTimeout(LONGEST);
    uri.setClientName("naru-ingress");
    this.client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_IN_FLIGHT)
            .socketOptions(SocketOptions.builder().connectTimeout(LONGEST).keepAlive(true).build())
            .build());
  }

  /**
   * Makes the connections that are not there yet, and listens to the channel; throws {@link
   * ViewAwayException} if it cannot. The listener hears all channels.
   */
  public synchronized void connect(String channel, RedisPubSubListener<String, String> listener) {
    try {
      if (connection == null) {
        connection = client.connect();
      }
      StatefulRedisPubSubConnection<String, String> subscribed = subscription;
      if (subscribed == null) {
        subscribed = client.connectPubSub();
        subscription = subscribed;
      }
      if (!channels.contains(channel)) {
        subscribed.sync().subscribe(channel);
        subscribed.addListener(listener);
        channels.add(channel);
      }
    } catch (RuntimeException e) {
      throw new ViewAwayException("Expected to connect to Redis, but cannot", e);
    }
  }

  /** Runs one command and waits for its answer; any failure is a {@link ViewAwayException}. */
  public <T> T call(Function<StatefulRedisConnection<String, String>, CompletionStage<T>> command) {
    return await(begin(command));
  }

  /** Begins one command; the stage ends within a second, whatever happens. */
  public <T> CompletionStage<T> begin(
      Function<StatefulRedisConnection<String, String>, CompletionStage<T>> command) {
    StatefulRedisConnection<String, String> current = connection;
    if (current == null) {
      throw new ViewAwayException("Expected a connection to Redis, but there is none yet", null);
    }
    return command
        .apply(current)
        .toCompletableFuture()
        .orTimeout(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for an answer; any failure is a {@link ViewAwayException}. */
  <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> answer = stage.toCompletableFuture();
    if (!Parking.await(answer, System.nanoTime() + 2 * LONGEST.toNanos())) {
      throw new ViewAwayException("Expected Redis to answer, but it did not", null);
    }
    try {
      return answer.join();
    } catch (RuntimeException e) {
      throw new ViewAwayException("Expected Redis to answer, but it did not", e);
    }
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
