package dev.naru.query.slot;

import static dev.naru.query.CountingServer.reply;
import static dev.naru.query.CountingServer.slowly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.naru.embedded.Servers;
import dev.naru.model.ByteSize;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.SlotAssignment;
import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import dev.naru.model.WhenUnavailable;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.StartQuery;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.wire.Topics;
import dev.naru.query.CountingServer;
import dev.naru.query.Log;
import dev.naru.query.TestBed;
import dev.naru.query.settings.GroupProtocol;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlotsIT {
  private static final AtomicInteger POOLS = new AtomicInteger();
  private static final String KAFKA = TestBed.connections().kafka();

  private final String pool = "pool-" + POOLS.incrementAndGet();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Log log;

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
  }

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

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void twoWorkersNeverOpenMoreCallsThanThereAreSlots(GroupProtocol protocol) {
    // given
    CountingServer upstream = upstream((call, body) -> slowly(call, 60, body));
    slots(4);
    PoolSettings settings = settings(upstream, 3, Duration.ofSeconds(20));
    TestWorker one = worker("one", settings, protocol);
    List<UUID> queries = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      queries.add(assign(i % 4, "{\"n\":" + i + "}"));
    }
    await().until(() -> !log.finishes(queries.get(8)).isEmpty());

    // when
    TestWorker two = worker("two", settings, protocol);
    await().until(() -> one.slots() == 2 && two.slots() == 2);
    for (int i = 0; i < 20; i++) { // however long it took to join
      queries.add(assign(i % 4, "{\"n\":" + (60 + i) + "}"));
    }
    one.close();

    // then
    await().until(() -> queries.stream().noneMatch(id -> log.finishes(id).isEmpty()));
    assertThat(upstream.most()).isEqualTo(4);
    for (UUID query : queries) {
      assertThat(log.finishes(query))
          .singleElement()
          .extracting(FinishQuery::outcome, FinishQuery::attempt)
          .containsExactly(QueryState.SUCCEEDED, 1);
      assertThat(upstream.attempts(query)).containsExactly(1);
    }
    Map<String, Integer> byWorker = new ConcurrentHashMap<>();
    queries.forEach(id -> byWorker.merge(log.starts(id).getFirst().worker(), 1, Integer::sum));
    assertThat(byWorker).containsOnlyKeys("one", "two");
  }

  @Test
  void briefQueriesThatAreClaimedAheadRunOnceEachThoughTheirSlotsMove() {
    // given
    CountingServer upstream = upstream((call, body) -> slowly(call, 5, body));
    slots(4);
    PoolSettings settings = settings(upstream, 3, Duration.ofSeconds(20), 16);
    TestWorker one = worker("one", settings, GroupProtocol.CONSUMER);
    List<UUID> queries = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      queries.add(assign(i % 4, "{\"n\":" + i + "}"));
    }
    await().until(() -> !log.finishes(queries.get(40)).isEmpty());

    // when
    TestWorker two = worker("two", settings, GroupProtocol.CONSUMER);
    await().until(() -> one.slots() == 2 && two.slots() == 2);
    for (int i = 0; i < 80; i++) { // however long it took to join
      queries.add(assign(i % 4, "{\"n\":" + (800 + i) + "}"));
    }
    one.close();

    // then
    await().until(() -> queries.stream().noneMatch(id -> log.finishes(id).isEmpty()));
    assertThat(upstream.most()).isEqualTo(4);
    for (UUID query : queries) {
      assertThat(log.finishes(query))
          .singleElement()
          .extracting(FinishQuery::outcome, FinishQuery::attempt)
          .containsExactly(QueryState.SUCCEEDED, 1);
      assertThat(upstream.attempts(query)).containsExactly(1);
    }
  }

  @Test
  void slotsThatAreAddedGetThreadsOfTheirOwnAndNoCallIsCutOff() {
    // given
    CountingServer upstream = upstream((call, body) -> slowly(call, 300, body));
    slots(2);
    PoolSettings two = settings(upstream, 2, Duration.ofSeconds(20)).withSlots(2, 1);
    TestWorker worker = worker("one", two);
    List<UUID> queries = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      queries.add(assign(i % 2, "{\"n\":" + i + "}"));
    }
    await().until(() -> upstream.open() == 2);

    // when
    TestBed.growTopic(Topics.slots(pool), 5);
    for (int i = 0; i < 30; i++) {
      queries.add(assign(i % 5, "{\"n\":" + i + "}"));
    }

    // then
    await().until(() -> worker.slotsByThread().equals(List.of(1, 1, 1, 1, 1)));
    await().until(() -> queries.stream().noneMatch(id -> log.finishes(id).isEmpty()));
    assertThat(upstream.most()).isEqualTo(5);
    for (UUID query : queries) {
      assertThat(upstream.attempts(query)).containsExactly(1);
    }
  }

  @Test
  void threadsThatAreLimitedShareTheSlotsThatAreAdded() {
    // given
    CountingServer upstream = upstream((call, body) -> slowly(call, 300, body));
    slots(1);
    PoolSettings settings = settings(upstream, 2, Duration.ofSeconds(20)).withSlots(1, 1);
    Duration grace = Duration.ofSeconds(10);
    TestWorker worker =
        opened(TestWorker.start(KAFKA, "one", pool, settings, GroupProtocol.CONSUMER, grace, 2));
    await().until(() -> worker.slots() == 1);

    // when
    TestBed.growTopic(Topics.slots(pool), 4);
    List<UUID> queries = List.of(assign(0, "1"), assign(1, "2"), assign(2, "3"), assign(3, "4"));

    // then
    await().until(() -> queries.stream().noneMatch(id -> log.finishes(id).isEmpty()));
    await().until(() -> worker.slotsByThread().equals(List.of(2, 2)));
  }

  @Test
  void aSlotRunsOneQueryAtATimeInOrder() {
    // given
    CountingServer upstream = upstream((call, body) -> slowly(call, 50, body));
    slots(1);
    worker("one", settings(upstream, 3, Duration.ofSeconds(20)));

    // when
    List<UUID> queries = List.of(assign(0, "1"), assign(0, "2"), assign(0, "3"));

    // then
    await().until(() -> !log.finishes(queries.getLast()).isEmpty());
    assertThat(upstream.most()).isEqualTo(1);
    assertThat(log.commands().stream().filter(it -> concerns(it, queries)).toList())
        .extracting(it -> it instanceof StartQuery start ? start.queryId() : finished(it))
        .containsExactly(
            queries.get(0),
            queries.get(0),
            queries.get(1),
            queries.get(1),
            queries.get(2),
            queries.get(2));
  }

  @Test
  void aCallThatRunsWhileItsWorkerIsClosedEndsAndIsNotCountedAgain() {
    // given
    CountingServer upstream = upstream((call, body) -> slowly(call, 1_500, body));
    slots(1);
    PoolSettings settings = settings(upstream, 3, Duration.ofSeconds(20));
    TestWorker one = worker("one", settings);
    UUID query = assign(0, "{\"a\":1}");
    UUID behind = assign(0, "{\"a\":2}");
    await().until(() -> upstream.open() == 1);
    worker("two", settings);

    // when
    one.close();

    // then
    await().until(() -> !log.finishes(behind).isEmpty());
    assertThat(log.finishes(query))
        .singleElement()
        .extracting(FinishQuery::outcome, FinishQuery::attempt)
        .containsExactly(QueryState.SUCCEEDED, 1);
    assertThat(upstream.attempts(query)).containsExactly(1);
    assertThat(log.starts(behind)).extracting(StartQuery::worker).containsExactly("two");
  }

  @Test
  void aCallThatOutlivesTheGraceIsAbortedAndRunAgainByTheNextOwner() {
    // given
    AtomicInteger calls = new AtomicInteger();
    CountingServer upstream =
        upstream((call, body) -> slowly(call, calls.getAndIncrement() == 0 ? 30_000 : 0, body));
    slots(1);
    PoolSettings settings = settings(upstream, 3, Duration.ofSeconds(60));
    TestWorker one =
        opened(
            TestWorker.start(
                KAFKA,
                "one",
                pool,
                settings,
                GroupProtocol.CONSUMER,
                Duration.ofMillis(300),
                null));
    UUID query = assign(0, "7");
    await().until(() -> upstream.open() == 1);

    // when
    one.close();

    // then
    await().until(() -> upstream.cutOff() == 1);
    worker("two", settings);
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(log.finishes(query)).extracting(FinishQuery::attempt).containsExactly(2);
    assertThat(upstream.attempts(query)).containsExactly(1, 2);
  }

  @Test
  void aThreadWithMoreThanItsShareBeginsNothingUntilTheSlotsAreSpread() {
    // given
    CountingServer upstream = upstream((call, body) -> reply(call, 200, body));
    slots(2);
    List<UUID> queries = List.of(assign(0, "1"), assign(1, "1"));
    AtomicBoolean spread = new AtomicBoolean();
    AtomicInteger slots = new AtomicInteger();
    PoolSettings settings = settings(upstream, 3, Duration.ofSeconds(60));
    SlotConsumer consumer =
        opened(
            TestWorker.consumer(
                KAFKA,
                pool,
                settings,
                has -> {
                  slots.set(has);
                  return has == 0 || spread.get();
                }));
    consumer.subscribe();
    while (slots.get() < 2) {
      consumer.turn();
    }

    // when
    for (int turns = 0; turns < 40; turns++) {
      consumer.turn();
    }
    int before = upstream.most();
    spread.set(true);

    // then
    await()
        .pollInSameThread()
        .until(
            () -> {
              consumer.turn();
              return queries.stream().noneMatch(id -> log.finishes(id).isEmpty());
            });
    assertThat(before).isZero();
  }

  @Test
  void aKilledWorkersQueryIsRunAgainElsewhereAsTheNextAttempt() throws Exception {
    // given
    AtomicInteger calls = new AtomicInteger();
    CountingServer upstream =
        upstream((call, body) -> slowly(call, calls.getAndIncrement() == 0 ? 60_000 : 0, body));
    slots(1);
    Process killed = process(upstream);
    UUID query = assign(0, "{\"a\":1}");
    await().until(() -> upstream.open() == 1);

    // when
    killed.destroyForcibly().waitFor();

    // then
    worker("two", settings(upstream, 3, Duration.ofSeconds(90)));
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(log.finishes(query))
        .singleElement()
        .extracting(FinishQuery::outcome, FinishQuery::attempt)
        .containsExactly(QueryState.SUCCEEDED, 2);
    assertThat(upstream.attempts(query)).containsExactly(1, 2);
  }

  @Test
  void aQueryThatKillsItsWorkersEndsAsADeadLetter() throws Exception {
    // given
    CountingServer upstream = upstream((call, body) -> slowly(call, 60_000, body));
    Log letters = opened(new Log(Topics.DEAD_LETTERS));
    slots(1);
    Process killed = process(upstream);
    UUID query = assign(0, "{\"a\":1}");
    await().until(() -> upstream.open() == 1);

    // when
    killed.destroyForcibly().waitFor();

    // then
    worker("two", settings(upstream, 1, Duration.ofSeconds(90)));
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(upstream.attempts(query)).containsExactly(1);
    FinishQuery finish = log.finishes(query).getFirst();
    assertThat(finish.outcome()).isEqualTo(QueryState.FAILED);
    assertThat(String.valueOf(finish.error())).contains("urn:naru:problem:max-attempts");
    assertThat(letters.records())
        .anySatisfy(
            letter -> {
              assertThat(Log.header(letter, "queryId")).isEqualTo(query.toString());
              assertThat(Log.header(letter, "reason")).isEqualTo("MAX_ATTEMPTS");
              assertThat(Log.header(letter, "attempts")).isEqualTo("1");
              assertThat(Log.header(letter, "topic")).isEqualTo(Topics.slots(pool));
            });
  }

  @Test
  void withoutProofOfItsSlotAWorkerAbortsItsCallAndSaysNothing() {
    // given
    AtomicInteger calls = new AtomicInteger();
    CountingServer upstream =
        upstream((call, body) -> slowly(call, calls.getAndIncrement() == 0 ? 60_000 : 0, body));
    slots(1);
    worker("one", settings(upstream, 3, Duration.ofSeconds(90)));
    UUID query = assign(0, "{\"a\":1}");
    await().until(() -> upstream.open() == 1);

    // when
    TestBed.servers().stop(Servers.Kind.KAFKA);
    try {
      await().until(() -> upstream.cutOff() == 1);
    } finally {
      TestBed.servers().start(Servers.Kind.KAFKA);
    }

    // then
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(log.finishes(query)).extracting(FinishQuery::attempt).containsExactly(2);
    assertThat(upstream.attempts(query)).containsExactly(1, 2);
  }

  @Test
  void aRunningQueryThatIsCancelledIsCutOffAndItsSlotGoesOn() {
    // given
    CountingServer upstream =
        upstream((call, body) -> slowly(call, body.contains("slow") ? 60_000 : 0, body));
    slots(1);
    worker("one", settings(upstream, 3, Duration.ofSeconds(90)));
    UUID query = assign(0, "\"slow\"");
    UUID behind = assign(0, "1");
    await().until(() -> upstream.open() == 1);

    // when
    log.event(10, cancelled(query));

    // then
    await().until(() -> !log.finishes(behind).isEmpty());
    await().until(() -> upstream.cutOff() == 1);
    assertThat(log.finishes(query))
        .extracting(FinishQuery::outcome)
        .containsExactly(QueryState.CANCELLED);
  }

  @Test
  void aQueryThatWasCancelledBeforeItsStartIsNotCalled() {
    // given
    CountingServer upstream = upstream((call, body) -> reply(call, 200, body));
    slots(1);
    UUID query = assign(0, "1");
    UUID behind = assign(0, "2");
    log.event(11, cancelled(query));

    // when
    worker("one", settings(upstream, 3, Duration.ofSeconds(90)));

    // then
    await().until(() -> !log.finishes(behind).isEmpty());
    assertThat(log.finishes(query))
        .extracting(FinishQuery::outcome)
        .containsExactly(QueryState.CANCELLED);
    assertThat(upstream.attempts(query)).isEmpty();
    assertThat(log.starts(query)).isEmpty();
  }

  @Test
  void aQueryThatWasOverBeforeAllWasDownForHoursIsNotCalledAgain() {
    // given: its worker was killed before it could leave the query behind
    CountingServer upstream = upstream((call, body) -> reply(call, 200, body));
    slots(1);
    UUID query = assign(0, "1");
    UUID behind = assign(0, "2");
    log.oldEvent(
        Duration.ofHours(5),
        12,
        new QueryFinished(query, query, pool, 0, 1, QueryState.SUCCEEDED, null, null));

    // when
    worker("one", settings(upstream, 3, Duration.ofSeconds(90)));

    // then
    await().until(() -> !log.finishes(behind).isEmpty());
    assertThat(upstream.attempts(query)).isEmpty();
    assertThat(log.finishes(query)).isEmpty();
  }

  @Test
  void aCallThatTakesTooLongIsTriedAgainAndThenTimesOut() {
    // given
    Log letters = opened(new Log(Topics.DEAD_LETTERS));
    CountingServer upstream = upstream((call, body) -> slowly(call, 60_000, body));
    slots(1);
    worker("one", settings(upstream, 2, Duration.ofSeconds(90)));

    // when
    UUID query = assign(0, "1", 200);

    // then
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(log.finishes(query))
        .singleElement()
        .extracting(FinishQuery::outcome, FinishQuery::attempt)
        .containsExactly(QueryState.TIMED_OUT, 2);
    assertThat(log.starts(query)).extracting(StartQuery::attempt).containsExactly(1, 2);
    await().until(() -> upstream.cutOff() == 2);
    assertThat(letters.records())
        .anySatisfy(it -> assertThat(Log.header(it, "queryId")).isEqualTo(query.toString()));
  }

  @Test
  void aBusyUpstreamIsAskedAgainAfterTheTimeItAsksFor() {
    // given
    AtomicInteger calls = new AtomicInteger();
    CountingServer upstream =
        upstream(
            (call, body) -> {
              if (calls.getAndIncrement() == 0) {
                call.getResponseHeaders().set("Retry-After", "1");
                reply(call, 429, "busy");
              } else {
                reply(call, 200, body);
              }
            });
    slots(1);
    worker("one", settings(upstream, 3, Duration.ofSeconds(90)));

    // when
    UUID query = assign(0, "{\"x\":1.50}");

    // then
    await().until(() -> !log.finishes(query).isEmpty());
    FinishQuery finish = log.finishes(query).getFirst();
    assertThat(finish.outcome()).isEqualTo(QueryState.SUCCEEDED);
    assertThat(finish.result()).isEqualTo(new RawJson("{\"x\":1.50}"));
    List<Long> times =
        log.records().stream()
            .filter(it -> new String(it.value(), StandardCharsets.UTF_8).contains("StartQuery"))
            .map(it -> it.timestamp())
            .toList();
    assertThat(times.getLast() - times.getFirst()).isBetween(950L, 5_000L);
  }

  @Test
  void aResultThatIsTooLargeFailsTheQuery() {
    // given
    CountingServer upstream =
        upstream((call, body) -> reply(call, 200, "\"" + "x".repeat(600 * 1024) + "\""));
    slots(1);
    worker("one", settings(upstream, 3, Duration.ofSeconds(90)));

    // when
    UUID query = assign(0, "1");

    // then
    await().until(() -> !log.finishes(query).isEmpty());
    FinishQuery finish = log.finishes(query).getFirst();
    assertThat(finish.outcome()).isEqualTo(QueryState.FAILED);
    assertThat(String.valueOf(finish.error()))
        .contains("urn:naru:problem:result-too-large")
        .contains("RESULT_TOO_LARGE");
    assertThat(upstream.attempts(query)).containsExactly(1);
  }

  @Test
  void aRecordThatNobodyCanReadBecomesADeadLetterAndTheSlotGoesOn() {
    // given
    Log letters = opened(new Log(Topics.DEAD_LETTERS));
    CountingServer upstream = upstream((call, body) -> reply(call, 200, body));
    slots(1);
    worker("one", settings(upstream, 3, Duration.ofSeconds(90)));

    // when
    log.write(Topics.slots(pool), 0, "{garbage".getBytes(StandardCharsets.UTF_8));
    log.write(Topics.slots(pool), 0, "{}".getBytes(StandardCharsets.UTF_8));
    log.write(Topics.slots(pool), 0, new byte[(1 << 20) + 1]);
    UUID query = assign(0, "1");

    // then
    await().until(() -> !log.finishes(query).isEmpty());
    await()
        .untilAsserted(
            () ->
                assertThat(letters.records())
                    .extracting(it -> Log.header(it, "reason"), it -> Log.header(it, "offset"))
                    .contains(
                        tuple("UNREADABLE", "0"),
                        tuple("UNREADABLE", "1"),
                        tuple("UNREADABLE", "2")));
    assertThat(letters.records().getFirst().value()).asString().isEqualTo("{garbage");
    assertThat(letters.records().getLast().value()).isNull();
    assertThat(Log.header(letters.records().getLast(), "sha256")).hasSize(64);
  }

  @Test
  void anIdleSlotReactsWithinMilliseconds() {
    // given
    CountingServer upstream = upstream((call, body) -> reply(call, 200, body));
    slots(2);
    TestWorker one = worker("one", settings(upstream, 3, Duration.ofSeconds(90)));
    await().until(() -> one.slots() == 2);
    UUID warm = assign(0, "1");
    await().until(() -> !log.finishes(warm).isEmpty());

    // when
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long began = System.nanoTime();
      UUID query = assign(i % 2, "1");
      while (log.finishes(query).isEmpty()) {
        Thread.onSpinWait();
      }
      micros.add((System.nanoTime() - began) / 1_000);
    }

    // then
    micros.sort(null);
    assertThat(micros.get(20)).as("median, µs, of %s", micros).isLessThan(100_000);
    assertThat(one.health().health().getStatus().getCode()).isEqualTo("UP");
  }

  private static UUID finished(Object command) {
    return ((FinishQuery) command).queryId();
  }

  private static boolean concerns(Object command, List<UUID> queries) {
    var ids = new HashSet<>(queries);
    return command instanceof StartQuery start && ids.contains(start.queryId())
        || command instanceof FinishQuery finish && ids.contains(finish.queryId());
  }

  private static QueryCancelled cancelled(UUID query) {
    return new QueryCancelled(query, UUID.randomUUID(), "any", 0, QueryCancelled.Cause.REQUESTED);
  }

  private UUID assign(int slot, String payload) {
    return assign(slot, payload, 60_000);
  }

  private UUID assign(int slot, String payload, long timeoutMillis) {
    UUID query = UUID.randomUUID();
    SlotAssignment assignment =
        new SlotAssignment(
            query, UUID.randomUUID(), "default", pool, slot, new RawJson(payload), timeoutMillis);
    log.write(Topics.slots(pool), slot, Log.WIRE.encode(assignment));
    return query;
  }

  private void slots(int number) {
    TestBed.createTopic(Topics.slots(pool), number, Map.of("max.message.bytes", "4194304"));
  }

  private static PoolSettings settings(CountingServer upstream, int attempts, Duration timeout) {
    return settings(upstream, attempts, timeout, 1);
  }

  private static PoolSettings settings(
      CountingServer upstream, int attempts, Duration timeout, int prefetch) {
    return new PoolSettings(
        4,
        prefetch,
        attempts,
        Duration.ZERO,
        ByteSize.ofKilobytes(512),
        WhenUnavailable.HOLD,
        UpstreamSettings.of(UpstreamKind.HTTP, upstream.url(), timeout),
        null,
        null);
  }

  private CountingServer upstream(CountingServer.Answer answer) {
    return opened(new CountingServer(answer));
  }

  private TestWorker worker(String name, PoolSettings settings) {
    return opened(TestWorker.start(KAFKA, name, pool, settings));
  }

  private TestWorker worker(String name, PoolSettings settings, GroupProtocol protocol) {
    return opened(
        TestWorker.start(KAFKA, name, pool, settings, protocol, Duration.ofSeconds(10), 2));
  }

  /** A worker in a process of its own, to be killed. */
  private Process process(CountingServer upstream) throws Exception {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            WorkerProcess.class.getName(),
            KAFKA,
            pool,
            upstream.url().toString());
    File output = File.createTempFile("naru-worker", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    open.add(process::destroyForcibly);
    return process;
  }

  private <T extends AutoCloseable> T opened(T it) {
    open.add(it);
    return it;
  }
}
