package dev.naru.query.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import dev.naru.model.ByteSize;
import dev.naru.model.CacheSettings;
import dev.naru.model.PoolSettings;
import dev.naru.model.RawJson;
import dev.naru.query.problem.Problem;
import dev.naru.query.upstream.Chunks;
import dev.naru.query.upstream.Outcome;
import dev.naru.query.upstream.Question;
import dev.naru.query.upstream.Upstream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Caches on a real Redis. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class AnswerCachesIT {
  private static final Outcome ANSWER = new Outcome.Answered(new RawJson("{\"n\":1}"));
  private static final Outcome REMEMBERED = new Outcome.Remembered(new RawJson("{\"n\":1}"));
  private static final String ASK = "{\"ask\":%d}";

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger calls = new AtomicInteger();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Servers servers;
  private AnswerCaches caches;
  private int asks;

  @BeforeAll
  void start(@TempDir Path folder) {
    servers = TestServers.in(folder, EnumSet.of(Kind.REDIS));
    caches = new AnswerCaches(servers.start().redis(), meters);
  }

  @BeforeEach
  void ask() {
    calls.set(0);
    meters.clear();
    asks++;
  }

  @AfterEach
  void startAgain() {
    servers.start(Kind.REDIS);
  }

  @AfterAll
  void stop() {
    callers.shutdownNow();
    caches.close();
    servers.close();
  }

  @Test
  void aHundredEqualQuestionsAreOneCall() throws Exception {
    // given
    Upstream cached = cached(slowly(call -> ANSWER));

    // when
    List<Outcome> outcomes = atOnce(cached, 100);

    // then
    assertThat(outcomes).containsOnly(ANSWER, REMEMBERED).hasSize(100);
    assertThat(calls).hasValue(1);
    assertThat(lookups("miss")).isEqualTo(1);
    assertThat(lookups("hit")).isEqualTo(99);
  }

  @Test
  void aFailureIsNotKeptAndTheNextMayAsk() throws Exception {
    // given
    Outcome failed = new Outcome.Failed(Problem.of("UPSTREAM_FAILED", "no"));
    Upstream cached = cached(slowly(call -> call == 1 ? failed : ANSWER));

    // when
    List<Outcome> outcomes = atOnce(cached, 10);

    // then
    assertThat(outcomes).filteredOn(failed::equals).hasSize(1);
    assertThat(outcomes).filteredOn(outcome -> !outcome.equals(failed)).hasSize(9);
    assertThat(calls).hasValue(2);
  }

  @Test
  void whoIsAbortedLetsAnotherAsk() throws Exception {
    // given
    Upstream cached =
        cached(
            (question, chunks) -> {
              if (calls.incrementAndGet() == 1) {
                TimeUnit.MINUTES.sleep(1);
              }
              return ANSWER;
            });
    Future<Outcome> first = callers.submit(() -> cached.call(question("one"), Chunks.NONE));
    await().until(() -> calls.get() == 1);
    Future<Outcome> second = callers.submit(() -> cached.call(question("one"), Chunks.NONE));

    // when
    first.cancel(true);

    // then, long before the first's lease is over
    assertThat(second.get(2, TimeUnit.SECONDS)).isEqualTo(ANSWER);
  }

  @Test
  void whoAsksForLongIsWaitedFor() throws Exception {
    // given
    Upstream cached =
        cached(
            (question, chunks) -> {
              calls.incrementAndGet();
              TimeUnit.SECONDS.sleep(7);
              return ANSWER;
            });

    // when
    List<Outcome> outcomes = atOnce(cached, 3);

    // then
    assertThat(outcomes).containsOnly(ANSWER, REMEMBERED);
    assertThat(calls).hasValue(1);
  }

  @Test
  void anotherRoomAsksForItself() throws Exception {
    // given
    Upstream cached = cached(slowly(call -> ANSWER));

    // when
    cached.call(question("one"), Chunks.NONE);
    cached.call(question("other"), Chunks.NONE);

    // then
    assertThat(calls).hasValue(2);
  }

  @Test
  void whatIsTooLargeIsNotKept() throws Exception {
    // given
    Outcome large = new Outcome.Answered(new RawJson("\"" + "x".repeat(2_000) + "\""));
    Upstream cached = cached(slowly(call -> large));

    // when
    cached.call(question("one"), Chunks.NONE);
    cached.call(question("one"), Chunks.NONE);

    // then
    assertThat(calls).hasValue(2);
    assertThat(meters.get("naru.cache.too.large").counter().count()).isEqualTo(2);
  }

  @Test
  void anAnswerServesForItsTimeOnly() throws Exception {
    // given
    Upstream cached = cached(slowly(call -> ANSWER));
    cached.call(question("one"), Chunks.NONE);

    // when
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              cached.call(question("one"), Chunks.NONE);
              return calls.get() == 2;
            });

    // then
    assertThat(lookups("hit")).isPositive();
  }

  @Test
  void aRedisThatIsAwayIsAMissAndIsUsedAgainWhenItIsBack() throws Exception {
    // given
    Upstream cached = cached(slowly(call -> ANSWER));
    cached.call(question("one"), Chunks.NONE);

    // when
    servers.stop(Kind.REDIS);
    Outcome outcome = cached.call(question("one"), Chunks.NONE);

    // then
    assertThat(outcome).isEqualTo(ANSWER);
    assertThat(calls).hasValue(2);
    assertThat(lookups("away")).isEqualTo(1);

    // and when it is back
    servers.start(Kind.REDIS);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              cached.call(question("one"), Chunks.NONE);
              return lookups("hit") > 0;
            });
  }

  private interface Asking {
    Outcome call(Question question, Chunks chunks) throws InterruptedException;
  }

  private Asking slowly(IntFunction<Outcome> outcome) {
    return (question, chunks) -> {
      int call = calls.incrementAndGet();
      TimeUnit.MILLISECONDS.sleep(200);
      return outcome.apply(call);
    };
  }

  private Upstream cached(Asking asking) {
    PoolSettings d = PoolSettings.defaults();
    PoolSettings settings =
        new PoolSettings(
            d.slots(),
            d.prefetch(),
            d.maxAttempts(),
            d.slotQuarantine(),
            d.maxResult(),
            d.whenUnavailable(),
            d.upstream(),
            null,
            new CacheSettings(Duration.ofSeconds(3), ByteSize.ofKilobytes(1), null, null));
    Upstream upstream =
        new Upstream() {
          @Override
          public Outcome call(Question question, Chunks chunks) throws InterruptedException {
            return asking.call(question, chunks);
          }

          @Override
          public void close() {}
        };
    return caches.before(upstream, "pool", settings);
  }

  private Question question(String room) {
    return Questions.of(room, ASK.formatted(asks));
  }

  private List<Outcome> atOnce(Upstream upstream, int count)
      throws InterruptedException, ExecutionException {
    List<Future<Outcome>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(callers.submit(() -> upstream.call(question("one"), Chunks.NONE)));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> future : futures) {
      outcomes.add(future.get());
    }
    return outcomes;
  }

  private double lookups(String result) {
    return meters.get("naru.cache.lookups").tag("result", result).counter().count();
  }
}
