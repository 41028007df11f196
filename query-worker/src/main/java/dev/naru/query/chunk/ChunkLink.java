package dev.naru.query.chunk;

import dev.naru.query.redis.ImpatientRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Redis, made on a thread of its own and made anew when it is lost; while there
 * is none, commands fail at once. A Redis that does not answer for a second counts as lost, so that
 * nothing piles up; nothing is sent twice.
 */
final class ChunkLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChunkLink.class);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 300;
  private static final String SCRIPT = read("append-chunk.lua");

  private final RedisClient client;
  private final ScheduledExecutorService keeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("naru-chunks").factory());
  private volatile @Nullable Live live;
  private boolean missed;

  /** A connection, and the digest by which its server knows the script. */
  private record Live(StatefulRedisConnection<String, String> connection, String digest) {}

  /**
   * @param url such as {@code redis://127.0.0.1:6379}
   */
  ChunkLink(String url) {
    client = ImpatientRedis.client(url, "naru-query", LONGEST);
    var unused = keeper.scheduleWithFixedDelay(this::keep, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void keep() {
    Live current = live;
    if (current != null && current.connection().isOpen()) {
      return;
    }
    try {
      live = connect();
      LOG.info("Connected to Redis, pieces of answers are sent");
      missed = false;
    } catch (RedisException e) {
      if (!missed) {
        missed = true;
        LOG.warn(
            "Redis is away, so readers see answers only when they are whole: reason={}",
            e.toString());
      }
    }
  }

  private Live connect() {
    StatefulRedisConnection<String, String> connection = client.connect();
    try {
      String digest = connection.sync().scriptLoad(SCRIPT);
      // The first piece would otherwise wait for the classes that an answer needs.
      Long known = connection.sync().eval("return 1", ScriptOutputType.INTEGER);
      LOG.trace("The script is loaded: digest={} probe={}", digest, known);
      return new Live(connection, digest);
    } catch (RedisException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Appends a piece: 1, or 0 if the stream has a later one; throws, or fails, with {@link
   * RedisException}.
   */
  CompletionStage<Long> append(ChunkEntry entry) {
    Live current = live;
    if (current == null) {
      throw new RedisConnectionException("Expected a connection to Redis, but there is none");
    }
    return current
        .connection()
        .async()
        .<Long>evalsha(current.digest(), ScriptOutputType.INTEGER, entry.keys(), entry.arguments())
        .whenComplete(
            (added, failure) -> {
              if (isLost(failure)) {
                lose(current);
              }
            });
  }

  /** A server that says no, such as one that is full, is there; one without the script is not. */
  private static boolean isLost(@Nullable Throwable failure) {
    return failure != null
        && (!(failure instanceof RedisCommandExecutionException)
            || failure instanceof RedisNoScriptException);
  }

  private synchronized void lose(Live lost) {
    if (live == lost) {
      live = null;
      var unused = lost.connection().closeAsync();
    }
  }

  private static String read(String script) {
    try (InputStream file = ChunkLink.class.getResourceAsStream(script)) {
      if (file == null) {
        throw new IllegalStateException("Expected script '" + script + "', but it is not packaged");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    keeper.shutdownNow();
    client.shutdown(Duration.ZERO, LONGEST);
  }
}
