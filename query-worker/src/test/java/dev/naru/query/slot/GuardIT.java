package dev.naru.query.slot;

import static dev.naru.query.CountingServer.reply;
import static dev.naru.query.CountingServer.slowly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.model.BreakerSettings;
import dev.naru.model.ByteSize;
import dev.naru.model.HoldReason;
import dev.naru.model.Percentage;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.SlotAssignment;
import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import dev.naru.model.WhenUnavailable;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.wire.Topics;
import dev.naru.query.CountingServer;
import dev.naru.query.Log;
import dev.naru.query.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An upstream that goes away and comes back, behind real Kafka. */
class GuardIT {
  private static final AtomicInteger POOLS = new AtomicInteger();
  private static final String KAFKA = TestBed.connections().kafka();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String pool = "guarded-" + POOLS.incrementAndGet();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicBoolean up = new AtomicBoolean(true);
  private Log log;

  @BeforeEach
  void openLog() {
    log = opened(new Log(Topics.COMMANDS));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable it : open.reversed()) {
      it.close();
    }
  }

  @Test
  void aPoolIsHeldWhileItsUpstreamIsDownAndReleasedWhenItAnswersAgain() {
    // given
    CountingServer upstream = upstream();
    slots(pool, 2);
    opened(TestWorker.start(KAFKA, "one", pool, settings(upstream, WhenUnavailable.HOLD)));
    up.set(false);

    // when
    UUID first = assign(pool, 0);
    UUID second = assign(pool, 1);
    await().atMost(PATIENCE).until(() -> upstream.attempts(first).size() > 4);
    up.set(true);

    // then
    await()
        .atMost(PATIENCE)
        .until(() -> !log.finishes(first).isEmpty() && !log.finishes(second).isEmpty());
    assertThat(log.finishes(first).getFirst().outcome()).isEqualTo(QueryState.SUCCEEDED);
    assertThat(log.finishes(second).getFirst().outcome()).isEqualTo(QueryState.SUCCEEDED);
    await()
        .atMost(PATIENCE)
        .until(() -> log.commands().contains(new ReleasePool(pool, HoldReason.UPSTREAM)));
    assertThat(log.commands())
        .filteredOn(HoldPool.class::isInstance)
        .isNotEmpty()
        .allMatch(it -> ((HoldPool) it).pool().equals(pool));
  }

  @Test
  void whereQueriesAreToFailTheyDoAtOnceUntilTheUpstreamAnswersAgain() {
    // given
    CountingServer upstream = upstream();
    slots(pool, 1);
    opened(TestWorker.start(KAFKA, "one", pool, settings(upstream, WhenUnavailable.FAIL)));
    up.set(false);

    // when
    UUID first = assign(pool, 0);
    UUID second = assign(pool, 0);
    await().atMost(PATIENCE).until(() -> !log.finishes(second).isEmpty());
    up.set(true);

    // then
    assertThat(log.finishes(first).getFirst().outcome()).isEqualTo(QueryState.FAILED);
    FinishQuery fast = log.finishes(second).getFirst();
    assertThat(fast.outcome()).isEqualTo(QueryState.FAILED);
    assertThat(String.valueOf(fast.error())).contains("UPSTREAM_UNAVAILABLE");
    assertThat(upstream.attempts(second)).isEmpty();
    await().atMost(PATIENCE).until(this::isAnswered);
    assertThat(log.commands()).noneMatch(HoldPool.class::isInstance);
  }

  private boolean isAnswered() {
    UUID query = assign(pool, 0);
    await().atMost(PATIENCE).until(() -> !log.finishes(query).isEmpty());
    return log.finishes(query).getFirst().outcome() == QueryState.SUCCEEDED;
  }

  @Test
  void aPoolThatIsSlowDelaysNoOther() {
    // given
    CountingServer slow = opened(new CountingServer((call, body) -> slowly(call, 20_000, body)));
    CountingServer quick = upstream();
    String other = pool + "-quick";
    slots(pool, 2);
    slots(other, 1);
    opened(TestWorker.start(KAFKA, "slow", pool, settings(slow, WhenUnavailable.HOLD)));
    opened(TestWorker.start(KAFKA, "quick", other, settings(quick, WhenUnavailable.HOLD)));
    UUID warm = assign(other, 0);
    await().atMost(PATIENCE).until(() -> !log.finishes(warm).isEmpty());
    assign(pool, 0);
    assign(pool, 1);
    await().atMost(PATIENCE).until(() -> slow.open() == 2);

    // when
    long began = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      UUID query = assign(other, 0);
      await().atMost(PATIENCE).until(() -> !log.finishes(query).isEmpty());
    }

    // then
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(slow.open()).isEqualTo(2);
  }

  private CountingServer upstream() {
    return opened(
        new CountingServer(
            (call, body) -> reply(call, up.get() ? 200 : 503, up.get() ? body : "")));
  }

  private static PoolSettings settings(CountingServer upstream, WhenUnavailable then) {
    return new PoolSettings(
        2,
        1,
        2,
        Duration.ZERO,
        ByteSize.ofKilobytes(512),
        then,
        UpstreamSettings.of(UpstreamKind.HTTP, upstream.url(), Duration.ofSeconds(30)),
        new BreakerSettings(new Percentage(50), 2, Duration.ofMillis(500)),
        null);
  }

  private UUID assign(String to, int slot) {
    UUID query = UUID.randomUUID();
    SlotAssignment assignment =
        new SlotAssignment(query, UUID.randomUUID(), "default", to, slot, new RawJson("1"), 60_000);
    log.write(Topics.slots(to), slot, Log.WIRE.encode(assignment));
    return query;
  }

  private static void slots(String name, int number) {
    TestBed.createTopic(Topics.slots(name), number, Map.of("max.message.bytes", "4194304"));
  }

  private <T extends AutoCloseable> T opened(T it) {
    open.add(it);
    return it;
  }
}
