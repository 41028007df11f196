package dev.naru.query.chunk;

import io.lettuce.core.RedisException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends pieces to Redis without waiting for it, in the order of each call. What is on its way is
 * bounded; beyond that, and while Redis is away, pieces are dropped. Thread-safe.
 */
final class ChunkWriter {
  private static final long MOST_ON_THE_WAY = 16L << 20;

  private final ChunkLink link;
  private final ChunkMetrics metrics;
  private final AtomicLong onTheWay;

  /**
   * @param onTheWay bytes of all pools that Redis has not acknowledged
   */
  ChunkWriter(ChunkLink link, ChunkMetrics metrics, AtomicLong onTheWay) {
    this.link = link;
    this.metrics = metrics;
    this.onTheWay = onTheWay;
  }

  void write(ChunkEntry entry, int size) {
    if (onTheWay.addAndGet(size) > MOST_ON_THE_WAY) {
      onTheWay.addAndGet(-size);
      metrics.dropped(ChunkMetrics.Drop.FULL);
      return;
    }
    long began = System.nanoTime();
    var unused =
        send(entry)
            .whenComplete(
                (added, failure) -> {
                  onTheWay.addAndGet(-size);
                  count(added, failure, System.nanoTime() - began);
                });
  }

  private CompletionStage<Long> send(ChunkEntry entry) {
    try {
      return link.append(entry);
    } catch (RedisException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void count(@Nullable Long added, @Nullable Throwable failure, long nanos) {
    if (failure != null) {
      metrics.dropped(ChunkMetrics.Drop.AWAY);
    } else if (added != null && added == 0) {
      metrics.dropped(ChunkMetrics.Drop.LATE);
    } else {
      metrics.written(nanos);
    }
  }
}
