package dev.naru.query.chunk;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** The streams of all pools of this process, in Redis. */
public final class RedisChunks implements AutoCloseable {
  private final ChunkLink link;
  private final MeterRegistry meters;
  private final AtomicLong onTheWay = new AtomicLong();

  /**
   * Begins to connect; returns at once.
   *
   * @param url such as {@code redis://127.0.0.1:6379}
   */
  public RedisChunks(String url, MeterRegistry meters) {
    this.link = new ChunkLink(url);
    this.meters = meters;
  }

  /**
   * The streams of a pool's queries.
   *
   * @param mostBytes how much of one query a stream holds; the oldest goes first
   */
  public ChunkStreams of(String pool, long mostBytes) {
    ChunkWriter writer = new ChunkWriter(link, new ChunkMetrics(meters, pool), onTheWay);
    return (partition, queryId, attempt) ->
        new AttemptChunks(writer, partition, queryId, attempt, mostBytes);
  }

  @Override
  public void close() {
    link.close();
  }
}
