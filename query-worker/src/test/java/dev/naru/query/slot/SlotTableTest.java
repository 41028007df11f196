package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.BreakerSettings;
import dev.naru.model.ByteSize;
import dev.naru.model.Percentage;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.SlotAssignment;
import dev.naru.model.UpstreamSettings;
import dev.naru.model.WhenUnavailable;
import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.command.StartQuery;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.wire.WireFormat;
import dev.naru.query.chunk.ChunkStreams;
import dev.naru.query.deadletter.DeadLetter;
import dev.naru.query.problem.Problem;
import dev.naru.query.settings.QuerySettings;
import dev.naru.query.upstream.Outcome;
import dev.naru.query.upstream.Question;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The slots, cranked by hand: the clock is set, and nothing happens between two turns. */
@SuppressWarnings("FutureReturnValueIgnored") // that a call began is all that some tests want
class SlotTableTest {
  private static final UUID QUERY = UUID.fromString("01932b5e-0000-7000-8000-0000000000a1");
  private static final BreakerSettings AT_ONCE =
      new BreakerSettings(new Percentage(100), 1, Duration.ofSeconds(1));
  private static final Outcome ANSWER = new Outcome.Answered(new RawJson("42"));

  private volatile boolean callsFailToBeCounted;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may well overflow
  private final FakeLog log = new FakeLog();
  private final FakeCommands commands = new FakeCommands();
  private final FakeUpstream upstream = new FakeUpstream();
  private final List<DeadLetter> letters = new ArrayList<>();
  private final RunningQueries running = new RunningQueries();
  private final LinkedBlockingQueue<Boolean> messages = new LinkedBlockingQueue<>();
  private final Inbox inbox = new Inbox(() -> messages.add(true));
  private SlotTable table = table(Duration.ZERO, 3);

  @Test
  void aQueryIsClaimedBeforeItIsCalledAndLeftBehindOnlyAfterItsEndIsInTheLog() throws Exception {
    // given
    take(null);
    assertThat(upstream.asked).isEmpty();

    // when
    table.turn();
    upstream.awaitCall().complete(ANSWER);
    settle();

    // then
    assertThat(log.commits)
        .containsExactly("0:7 " + new Claim(QUERY, 1, false).toMetadata(), "0:8 ");
    assertThat(commands.appended)
        .extracting(Command::getClass)
        .containsExactly(StartQuery.class, FinishQuery.class);
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.SUCCEEDED);
    assertThat(commands.finish().result()).isEqualTo(new RawJson("42"));
    assertThat(log.paused).isEmpty();
    assertThat(table.isEmpty()).isTrue();
  }

  @Test
  void withoutAProofThereIsNoCall() {
    // given
    log.available = false;
    take(null);

    // when
    table.turn();
    pass(Duration.ofMinutes(1));
    table.turn();

    // then
    assertThat(upstream.asked).isEmpty();
    assertThat(commands.appended).isEmpty();
    assertThat(log.paused).containsExactly(0);
  }

  @Test
  void aRunningCallIsProvenEveryTwoSeconds() throws Exception {
    // given
    take(null);
    table.turn();
    upstream.awaitCall();

    // when
    pass(Duration.ofMillis(1_999));
    table.turn();
    int before = log.commits.size();
    pass(Duration.ofMillis(1));
    table.turn();

    // then
    assertThat(before).isEqualTo(1);
    assertThat(log.commits).hasSize(2).allMatch(it -> it.startsWith("0:7 "));
  }

  @Test
  void aCallWithoutProofForSixSecondsIsAbortedAndRunAgainOnceThereIsProof() throws Exception {
    // given
    take(null);
    table.turn();
    CompletableFuture<Outcome> first = upstream.awaitCall();
    log.available = false;

    // when
    for (int i = 0; i < 60; i++) {
      pass(Duration.ofMillis(100));
      table.turn();
    }
    awaitMessage();
    table.turn();

    // then
    assertThat(first).isCancelled();
    assertThat(commands.appended).hasSize(1);
    log.available = true;
    pass(Duration.ofMillis(100));
    table.turn();
    upstream.awaitCall();
    assertThat(upstream.asked).extracting(Question::attempt).containsExactly(1, 2);
  }

  @Test
  void anAnswerThatComesAfterTheProofHasLapsedIsNotSentBeforeThereIsProof() throws Exception {
    // given: the whole process was frozen
    take(null);
    table.turn();
    CompletableFuture<Outcome> call = upstream.awaitCall();
    pass(Duration.ofSeconds(30));
    log.available = false;
    call.complete(ANSWER);
    awaitMessage();

    // when
    table.turn();

    // then
    assertThat(commands.appended).noneMatch(FinishQuery.class::isInstance);
    log.available = true;
    pass(Duration.ofMillis(100));
    settle();
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.SUCCEEDED);
  }

  @Test
  void aSlotThatIsLostIsNotSpokenOf() throws Exception {
    // given
    take(null);
    table.turn();
    CompletableFuture<Outcome> call = upstream.awaitCall();

    // when
    table.lose(List.of(0));
    awaitMessage();
    table.turn();

    // then
    assertThat(call).isCancelled();
    assertThat(commands.appended).hasSize(1);
    assertThat(log.commits).hasSize(1);
  }

  @Test
  void theNextOwnerGoesOnWithTheNextAttempt() throws Exception {
    // given
    take(new Claim(QUERY, 1, false));

    // when
    table.turn();
    upstream.awaitCall();

    // then
    assertThat(upstream.asked).extracting(Question::attempt).containsExactly(2);
  }

  @Test
  void aClaimOfAnotherQueryDoesNotCount() throws Exception {
    // given
    take(new Claim(UUID.randomUUID(), 2, false));

    // when
    table.turn();
    upstream.awaitCall();

    // then
    assertThat(upstream.asked).extracting(Question::attempt).containsExactly(1);
  }

  @Test
  void whenAllAttemptsWereBegunTheQueryFailsAndBecomesADeadLetter() {
    // given
    take(new Claim(QUERY, 3, false));

    // when
    settle();

    // then
    assertThat(upstream.asked).isEmpty();
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.FAILED);
    assertThat(String.valueOf(commands.finish().error())).contains("MAX_ATTEMPTS");
    assertThat(letters)
        .singleElement()
        .extracting(DeadLetter::reason, DeadLetter::attempts)
        .containsExactly("MAX_ATTEMPTS", 3);
  }

  @Test
  void aDeadWorkersSlotStaysShutForTheQuarantine() throws Exception {
    // given
    table = table(Duration.ofSeconds(30), 3);
    take(new Claim(QUERY, 1, false));

    // when
    pass(Duration.ofSeconds(29));
    table.turn();
    int before = upstream.asked.size();
    pass(Duration.ofSeconds(1));
    table.turn();
    upstream.awaitCall();

    // then
    assertThat(before).isZero();
  }

  @Test
  void afterAPlannedHandOverThereIsNoQuarantine() throws Exception {
    // given
    table = table(Duration.ofSeconds(30), 3);
    take(new Claim(QUERY, 1, true));

    // when
    table.turn();

    // then
    upstream.awaitCall();
  }

  @Test
  void aFailureIsTriedAgainAfterABackoffWithAClaimForEachAttempt() throws Exception {
    // given
    take(null);
    table.turn();
    upstream.awaitCall().complete(unavailable(Duration.ZERO));
    awaitMessage();
    table.turn();
    assertThat(upstream.asked).hasSize(1);

    // when
    pass(Duration.ofMillis(200));
    table.turn();
    upstream.awaitCall().complete(ANSWER);
    settle();

    // then
    assertThat(log.commits)
        .containsExactly(
            "0:7 " + new Claim(QUERY, 1, false).toMetadata(),
            "0:7 " + new Claim(QUERY, 2, false).toMetadata(),
            "0:8 ");
    assertThat(commands.finish().attempt()).isEqualTo(2);
  }

  @Test
  void theLastAttemptsFailureIsTheQuerys() throws Exception {
    // given
    take(new Claim(QUERY, 2, true));
    table.turn();

    // when
    upstream.awaitCall().complete(unavailable(Duration.ZERO));
    settle();

    // then
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.FAILED);
    assertThat(letters).hasSize(1);
  }

  @Test
  void aFailureForGoodIsNotTriedAgain() throws Exception {
    // given
    take(null);
    table.turn();

    // when
    upstream.awaitCall().complete(new Outcome.Failed(Problem.of("UPSTREAM_FAILED", "no")));
    settle();

    // then
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.FAILED);
    assertThat(letters).isEmpty();
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void aCallThatTakesTooLongIsAbortedAndAtTheLastAttemptTimesOut() throws Exception {
    // given
    take(new Claim(QUERY, 2, true));
    table.turn();
    CompletableFuture<Outcome> call = upstream.awaitCall();

    // when
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofSeconds(2));
      table.turn();
    }
    settle();

    // then
    assertThat(call).isCancelled();
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.TIMED_OUT);
  }

  @Test
  void aCancelledCallIsAbortedAndItsEndIsSaidWhenItIsOver() throws Exception {
    // given
    take(null);
    table.turn();
    CompletableFuture<Outcome> call = upstream.awaitCall();

    // when
    running.apply(cancelled());
    awaitMessage();
    settle();

    // then
    assertThat(call).isCancelled();
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.CANCELLED);
  }

  @Test
  void aQueryThatIsCancelledWhileItWaitsForItsNextAttemptHasNone() throws Exception {
    // given
    take(null);
    table.turn();
    upstream.awaitCall().complete(unavailable(Duration.ofSeconds(50)));
    awaitMessage();
    table.turn();

    // when
    running.apply(cancelled());
    awaitMessage();
    settle();

    // then
    assertThat(upstream.asked).hasSize(1);
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.CANCELLED);
  }

  @Test
  void aQueryThatWasCancelledBeforeIsNotCalled() {
    // given
    running.apply(cancelled());

    // when
    take(null);
    settle();

    // then
    assertThat(upstream.asked).isEmpty();
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.CANCELLED);
  }

  @Test
  void aQueryWhoseEndIsInTheEventsIsPassedOver() {
    // given
    running.apply(
        new QueryFinished(QUERY, QUERY, "default", 0, 1, QueryState.SUCCEEDED, null, null));

    // when
    take(new Claim(QUERY, 1, false));
    settle();

    // then
    assertThat(upstream.asked).isEmpty();
    assertThat(commands.appended).isEmpty();
    assertThat(log.commits).containsExactly("0:8 ");
  }

  @Test
  void anEndThatIsNotAcknowledgedIsSentAgainAndNothingIsLeftBehindBefore() throws Exception {
    // given
    take(null);
    table.turn();
    CompletableFuture<Outcome> call = upstream.awaitCall();
    commands.failures.add(new IllegalStateException("no acknowledgement"));
    commands.failures.add(new IllegalStateException("no acknowledgement"));

    // when
    call.complete(ANSWER);
    awaitMessage();
    settle();

    // then
    assertThat(log.commits).noneMatch(it -> it.startsWith("0:8"));
    pass(Duration.ofMillis(500));
    settle();
    pass(Duration.ofMillis(500));
    settle();
    assertThat(commands.appended).filteredOn(FinishQuery.class::isInstance).hasSize(1);
    assertThat(log.commits).last().isEqualTo("0:8 ");
  }

  @Test
  void aResultThatTheLogRefusesForItsSizeFailsTheQuery() throws Exception {
    // given
    take(null);
    table.turn();
    CompletableFuture<Outcome> call = upstream.awaitCall();
    commands.failures.add(new RecordTooLargeException("too large"));

    // when
    call.complete(ANSWER);
    awaitMessage();
    settle();

    // then
    assertThat(String.valueOf(commands.finish().error())).contains("RESULT_TOO_LARGE");
  }

  @Test
  void aResultOverThePoolsLimitFailsTheQueryWhateverTheUpstream() throws Exception {
    // given
    take(null);
    table.turn();

    // when
    upstream
        .awaitCall()
        .complete(new Outcome.Answered(new RawJson("\"" + "x".repeat(1_023) + "\"")));
    settle();

    // then
    assertThat(String.valueOf(commands.finish().error())).contains("RESULT_TOO_LARGE");
  }

  @Test
  void aRecordThatNobodyCanReadBecomesADeadLetterAndIsLeftBehind() {
    // given
    table.take(record(new byte[] {'{'}), null);

    // when
    settle();

    // then
    assertThat(letters).extracting(DeadLetter::reason).containsExactly("UNREADABLE");
    assertThat(log.commits).containsExactly("0:8 ");
    assertThat(commands.appended).isEmpty();
    assertThat(log.paused).isEmpty();
  }

  @Test
  void anAssignmentToAnotherSlotIsNotRun() {
    // given
    table.take(record(new WireFormat().encode(assignment(5))), null);

    // when
    settle();

    // then
    assertThat(letters).hasSize(1);
    assertThat(upstream.asked).isEmpty();
  }

  private void take(@Nullable Claim previous) {
    table.take(record(new WireFormat().encode(assignment(0))), previous);
  }

  /** Turns until nothing comes any more. */
  private void settle() {
    for (int i = 0; i < 6; i++) {
      table.turn();
      try {
        var unused = messages.poll(20, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    table.turn();
    // what is over is left behind a little later, if nothing comes behind it
    pass(Duration.ofNanos(Slot.LEAVE_BEHIND));
    table.turn();
  }

  private void awaitMessage() throws InterruptedException {
    assertThat(messages.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static SlotAssignment assignment(int slot) {
    return new SlotAssignment(
        QUERY, UUID.randomUUID(), "default", "default", slot, RawJson.NULL, 10_000);
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
    return new ConsumerRecord<>("naru.slots.default", 0, 7, new byte[0], value);
  }

  private static QueryCancelled cancelled() {
    return new QueryCancelled(QUERY, QUERY, "default", 0, QueryCancelled.Cause.REQUESTED);
  }

  private static Outcome unavailable(Duration retryAfter) {
    return new Outcome.Unavailable(Problem.of("UPSTREAM_FAILED", "503"), retryAfter);
  }

  @Test
  void whileItsUpstreamIsDownAQueryWaitsAndUsesNoAttemptUp() throws Exception {
    // given
    table = table(Duration.ZERO, 1, WhenUnavailable.HOLD, AT_ONCE);
    take(null);
    table.turn();
    upstream.awaitCall().complete(unavailable(Duration.ZERO));
    awaitMessage();
    table.turn();

    // when
    for (int tries = 2; tries <= 3; tries++) {
      pass(Duration.ofMillis(900));
      table.turn();
      assertThat(upstream.asked).hasSize(tries - 1);
      pass(Duration.ofMillis(300));
      table.turn();
      upstream.awaitCall().complete(tries == 3 ? ANSWER : unavailable(Duration.ZERO));
      awaitMessage();
      table.turn();
    }
    settle();

    // then
    assertThat(log.commits)
        .containsExactly(
            "0:7 " + new Claim(QUERY, 1, false).toMetadata(),
            "0:7 " + new Claim(QUERY, 2, false, 1, 0).toMetadata(),
            "0:7 " + new Claim(QUERY, 3, false, 2, 0).toMetadata(),
            "0:8 ");
    assertThat(letters).isEmpty();
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.SUCCEEDED);
    assertThat(commands.appended)
        .extracting(Command::getClass)
        .containsSubsequence(HoldPool.class, HoldPool.class, ReleasePool.class, FinishQuery.class);
  }

  @Test
  void whatWasSparedIsKnownToTheNextOwner() throws Exception {
    // given
    take(new Claim(QUERY, 7, true, 5, 0));
    table.turn();

    // when
    upstream.awaitCall().complete(unavailable(Duration.ZERO));
    settle();

    // then
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.FAILED);
    assertThat(commands.finish().attempt()).isEqualTo(8);
    assertThat(letters).hasSize(1);
  }

  @Test
  void whereQueriesAreToFailAtOnceTheyDoWithoutACall() throws Exception {
    // given
    table = table(Duration.ZERO, 3, WhenUnavailable.FAIL, AT_ONCE);
    take(null);
    table.turn();
    upstream.awaitCall().complete(unavailable(Duration.ZERO));
    awaitMessage();
    table.turn();

    // when
    pass(Duration.ofMillis(300));
    settle();

    // then
    assertThat(upstream.asked).hasSize(1);
    assertThat(letters).isEmpty();
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.FAILED);
    assertThat(String.valueOf(commands.finish().error())).contains("UPSTREAM_UNAVAILABLE");
    assertThat(table.isEmpty()).isTrue();
  }

  @Test
  void anAnswerThatBreaksOffIsTheUpstreamsFaultAndTheQueryHasFailed() throws Exception {
    // given
    table = table(Duration.ZERO, 3, WhenUnavailable.HOLD, AT_ONCE);
    take(null);
    table.turn();

    // when
    upstream.awaitCall().complete(new Outcome.Broken(Problem.of("STREAM_BROKEN", "half")));
    settle();

    // then
    assertThat(upstream.asked).hasSize(1);
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.FAILED);
    assertThat(commands.appended).hasAtLeastOneElementOfType(HoldPool.class);
  }

  @Test
  void anAnswerFromTheCacheSaysNothingOfTheUpstream() throws Exception {
    // given
    table = table(Duration.ZERO, 3, WhenUnavailable.HOLD, AT_ONCE);
    take(null);
    table.turn();

    // when
    upstream.awaitCall().complete(new Outcome.Remembered(new RawJson("{}")));
    settle();

    // then
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.SUCCEEDED);
    assertThat(commands.appended).noneMatch(HoldPool.class::isInstance);
  }

  @Test
  void anErrorWhereCallsAreCountedHoldsNoSlot() throws Exception {
    // given
    take(null);
    table.turn();
    callsFailToBeCounted = true;

    // when
    upstream.awaitCall().complete(ANSWER);
    settle();

    // then
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.SUCCEEDED);
    assertThat(table.isEmpty()).isTrue();
  }

  private long nanos() {
    if (callsFailToBeCounted && Thread.currentThread().getName().startsWith("naru-call-")) {
      throw new IncompatibleClassChangeError();
    }
    return nanos.get();
  }

  @Test
  void aQueryThatWaitsForItsUpstreamGoesToAnotherWorker() throws Exception {
    // given
    table = table(Duration.ZERO, 3, WhenUnavailable.HOLD, AT_ONCE);
    take(null);
    table.turn();
    upstream.awaitCall().complete(unavailable(Duration.ZERO));
    awaitMessage();
    table.turn();
    pass(Duration.ofMillis(300));
    table.turn();

    // when
    table.handOver(List.of(0), Duration.ofSeconds(5));

    // then
    assertThat(log.commits).last().isEqualTo("0:7 " + new Claim(QUERY, 1, true, 1, 0).toMetadata());
    assertThat(upstream.asked).hasSize(1);
    assertThat(commands.appended).noneMatch(FinishQuery.class::isInstance);
  }

  private SlotTable table(Duration quarantine, int attempts) {
    return table(quarantine, attempts, WhenUnavailable.HOLD, null);
  }

  private SlotTable table(
      Duration quarantine, int attempts, WhenUnavailable then, @Nullable BreakerSettings breaker) {
    PoolSettings settings =
        new PoolSettings(
            1,
            1,
            attempts,
            quarantine,
            new ByteSize(1_024),
            then,
            UpstreamSettings.ECHO,
            breaker,
            null);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    SlotPool pool =
        new SlotPool(
            "default",
            settings,
            "worker-1",
            upstream,
            ChunkStreams.NONE,
            commands,
            letter -> {
              letters.add(letter);
              return CompletableFuture.completedFuture(null);
            },
            running,
            new Backoff(QuerySettings.defaults(), () -> 0.999),
            new SlotMetrics(meters, "default"),
            new WireFormat(),
            this::nanos,
            Guard.of("default", settings, commands, running, meters, nanos::get));
    return new SlotTable(pool, log, inbox);
  }
}
