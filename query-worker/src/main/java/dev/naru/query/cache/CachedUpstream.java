package dev.naru.query.cache;

import dev.naru.model.CacheSettings;
import dev.naru.model.RawJson;
import dev.naru.query.upstream.Chunks;
import dev.naru.query.upstream.Outcome;
import dev.naru.query.upstream.Question;
import dev.naru.query.upstream.Upstream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Answers from the store, and asks the upstream what is not there: of equal questions one at a
 * time, while the others wait for its answer. Kept are answers only, no failures; a store that is
 * away is a miss. An answer from the store has no pieces.
 */
final class CachedUpstream implements Upstream {
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final long RENEW_MILLIS = 1_500;
  private static final long LOOK_MILLIS = 20;

  private final Upstream upstream;
  private final AnswerStore store;
  private final QuestionKeys keys;
  private final CacheSettings settings;
  private final CacheMetrics metrics;
  private final ScheduledExecutorService renewals;

  CachedUpstream(
      Upstream upstream,
      AnswerStore store,
      QuestionKeys keys,
      CacheSettings settings,
      CacheMetrics metrics,
      ScheduledExecutorService renewals) {
    this.upstream = upstream;
    this.store = store;
    this.keys = keys;
    this.settings = settings;
    this.metrics = metrics;
    this.renewals = renewals;
  }

  @Override
  public Outcome call(Question question, Chunks chunks) throws InterruptedException {
    String key = keys.of(question);
    String asker = question.queryId() + "#" + question.attempt();
    while (true) {
      switch (store.find(key, asker, LEASE)) {
        case AnswerStore.Found.Answer answer -> {
          metrics.hit();
          return new Outcome.Remembered(answer.result());
        }
        case AnswerStore.Found.Yours yours -> {
          metrics.miss();
          return ask(question, chunks, key, asker);
        }
        case AnswerStore.Found.Away away -> {
          metrics.away();
          return upstream.call(question, chunks);
        }
        case AnswerStore.Found.Awaited awaited -> TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  private Outcome ask(Question question, Chunks chunks, String key, String asker)
      throws InterruptedException {
    ScheduledFuture<?> renewal =
        renewals.scheduleAtFixedRate(
            () -> store.renew(key, asker, LEASE),
            RENEW_MILLIS,
            RENEW_MILLIS,
            TimeUnit.MILLISECONDS);
    try {
      Outcome outcome = upstream.call(question, chunks);
      if (outcome instanceof Outcome.Answered answered) {
        keep(key, answered.result());
      }
      return outcome;
    } finally {
      renewal.cancel(false);
      store.release(key, asker);
    }
  }

  private void keep(String key, RawJson result) {
    if (result.size() <= settings.maxEntry().bytes()) {
      store.keep(key, result, settings.ttl());
    } else {
      metrics.tooLarge();
    }
  }

  @Override
  public void close() {
    upstream.close();
  }
}
