package dev.naru.query.cache;

import dev.naru.model.CacheSettings;
import dev.naru.model.PoolSettings;
import dev.naru.query.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Puts caches in front of the upstreams whose pools have one. */
public final class AnswerCaches implements AutoCloseable {
  private final CacheLink link;
  private final MeterRegistry meters;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("naru-cache").factory());

  /**
   * @param url of Redis, such as {@code redis://127.0.0.1:6379}; no connection is made before the
   *     first question
   */
  public AnswerCaches(String url, MeterRegistry meters) {
    this.link = new CacheLink(url);
    this.meters = meters;
  }

  /** The upstream itself if its pool has no cache. */
  public Upstream before(Upstream upstream, String pool, PoolSettings settings) {
    CacheSettings cache = settings.cache();
    return cache == null
        ? upstream
        : new CachedUpstream(
            upstream,
            new RedisAnswers(link),
            new QuestionKeys(pool, settings.upstream(), cache),
            cache,
            new CacheMetrics(meters, pool),
            renewals);
  }

  @Override
  public void close() {
    renewals.shutdownNow();
    link.close();
  }
}
