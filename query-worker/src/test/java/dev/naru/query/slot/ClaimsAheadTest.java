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
import dev.naru.model.command.FinishQuery;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.wire.WireFormat;
import dev.naru.query.chunk.ChunkStreams;
import dev.naru.query.problem.Problem;
import dev.naru.query.settings.QuerySettings;
import dev.naru.query.upstream.Outcome;
import dev.naru.query.upstream.Question;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Brief queries that wait on one slot: one commit claims several. */
@SuppressWarnings("FutureReturnValueIgnored") // that a call began is all that some tests want
class ClaimsAheadTest {
  private static final Outcome ANSWER = new Outcome.Answered(new RawJson("42"));

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may well overflow
  private final FakeLog log = new FakeLog();
  private final FakeCommands commands = new FakeCommands();
  private final FakeUpstream upstream = new FakeUpstream();
  private final RunningQueries running = new RunningQueries();
  private final LinkedBlockingQueue<Boolean> messages = new LinkedBlockingQueue<>();
  private final Inbox inbox = new Inbox(() -> messages.add(true));
  private SlotTable table = table(3, Duration.ZERO);

  @Test
  void afterABriefQueryOneCommitClaimsAllThatWait() throws Exception {
    // given
    take(7, 9, 10, 12);
    table.turn();

    // when
    answerAll(4);

    // then
    assertThat(log.commits)
        .containsExactly(
            "0:7 " + claim(7).toMetadata(),
            "0:9 " + new Claim(query(9), 1, false, 0, 12).toMetadata());
    assertThat(upstream.asked)
        .extracting(Question::queryId)
        .containsExactly(query(7), query(9), query(10), query(12));
    assertThat(commands.appended).filteredOn(FinishQuery.class::isInstance).hasSize(4);
  }

  @Test
  void whatIsOverIsLeftBehindALittleLaterIfNothingComes() throws Exception {
    // given
    take(7);
    table.turn();
    answerAll(1);
    int before = log.commits.size();

    // when
    pass(Duration.ofNanos(Slot.LEAVE_BEHIND));
    table.turn();

    // then
    assertThat(before).isEqualTo(1);
    assertThat(log.commits).last().isEqualTo("0:8 ");
    assertThat(table.isEmpty()).isTrue();
  }

  @Test
  void whatComesNextLeavesBehindWhatIsOverWithItsClaim() throws Exception {
    // given
    take(7);
    table.turn();
    answerAll(1);

    // when
    take(9);
    table.turn();
    upstream.awaitCall();
    pass(Duration.ofNanos(Slot.LEAVE_BEHIND));
    table.turn();

    // then
    assertThat(log.commits)
        .containsExactly("0:7 " + claim(7).toMetadata(), "0:9 " + claim(9).toMetadata());
  }

  @Test
  void oneQueryRunsAtATime() throws Exception {
    // given
    take(7, 9, 10);
    table.turn();
    answerAll(1);

    // when
    upstream.awaitCall();
    table.turn();

    // then
    assertThat(upstream.asked).hasSize(2);
    assertThat(log.paused).containsExactly(0);
  }

  @Test
  void theNextOwnerCountsAnAttemptOfEachThatWasClaimedAhead() throws Exception {
    // given
    running.apply(finished(query(9)));

    // when
    table.take(record(9), new Claim(query(9), 1, false, 0, 12));
    take(10, 12, 14);
    table.turn();
    answerAll(3);

    // then
    assertThat(upstream.asked).extracting(Question::attempt).containsExactly(2, 2, 1);
    assertThat(log.commits)
        .containsExactly(
            "0:10 " + new Claim(query(10), 2, false).toMetadata(),
            "0:12 " + new Claim(query(12), 2, false, 0, 14).toMetadata());
  }

  @Test
  void nothingIsClaimedAheadOfWhatTheLastOwnerMayHaveBegun() throws Exception {
    // given
    table.take(record(9), new Claim(query(9), 1, false, 0, 12));
    take(10, 12);
    table.turn();

    // when
    answerAll(3);

    // then
    assertThat(log.commits)
        .containsExactly(
            "0:9 " + new Claim(query(9), 2, false).toMetadata(),
            "0:10 " + new Claim(query(10), 2, false).toMetadata(),
            "0:12 " + new Claim(query(12), 2, false).toMetadata());
  }

  @Test
  void whereAQueryHasOneAttemptOnlyEachIsClaimedAlone() throws Exception {
    // given
    table = table(1, Duration.ZERO);
    take(7, 9, 10);
    table.turn();

    // when
    answerAll(3);

    // then
    assertThat(log.commits).extracting(it -> it.contains("through")).containsOnly(false);
    assertThat(log.commits).hasSize(3);
  }

  @Test
  void whereADeadWorkersSlotsAreHeldEachIsClaimedAlone() throws Exception {
    // given
    table = table(3, Duration.ofSeconds(1));
    take(7, 9, 10);
    table.turn();

    // when
    answerAll(3);

    // then
    assertThat(log.commits).hasSize(3);
  }

  @Test
  void aClaimThatIsASecondOldIsRenewedBeforeTheCall() throws Exception {
    // given
    take(7, 9, 10);
    table.turn();
    answerAll(1);
    CompletableFuture<Outcome> second = upstream.awaitCall();
    pass(Duration.ofSeconds(1));
    log.available = false;

    // when
    second.complete(ANSWER);
    settle();

    // then
    assertThat(upstream.asked).hasSize(2);
    log.available = true;
    pass(Duration.ofMillis(100));
    table.turn();
    upstream.awaitCall();
    assertThat(log.commits).last().isEqualTo("0:10 " + claim(10).toMetadata());
  }

  @Test
  void theProofsOfALongCallClaimNothingElse() throws Exception {
    // given
    take(7, 9, 10);
    table.turn();
    answerAll(1);
    upstream.awaitCall();

    // when
    pass(Duration.ofSeconds(2));
    table.turn();

    // then
    assertThat(log.commits).last().isEqualTo("0:9 " + claim(9).toMetadata());
  }

  @Test
  void onAHandOverNothingStaysClaimedThatWasNotBegun() throws Exception {
    // given
    take(7, 9, 10);
    table.turn();
    answerAll(1);
    CompletableFuture<Outcome> second = upstream.awaitCall();
    second.complete(ANSWER);

    // when
    table.handOver(List.of(0), Duration.ofSeconds(5));

    // then
    assertThat(log.commits).last().isEqualTo("0:10 ");
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void aQueryThatIsClaimedAheadAndCancelledIsNotCalled() throws Exception {
    // given
    take(7, 9, 10);
    table.turn();
    answerAll(1);
    CompletableFuture<Outcome> second = upstream.awaitCall();
    running.apply(
        new QueryCancelled(query(10), query(10), "default", 0, QueryCancelled.Cause.REQUESTED));

    // when
    second.complete(ANSWER);
    settle();

    // then
    assertThat(upstream.asked).hasSize(2);
    assertThat(commands.finish().outcome()).isEqualTo(QueryState.CANCELLED);
    assertThat(commands.finish().queryId()).isEqualTo(query(10));
  }

  @Test
  void aQueryThatIsClaimedAheadWaitsForItsUpstreamLikeAnyOther() throws Exception {
    // given
    take(7, 9, 10);
    table.turn();
    answerAll(1);
    CompletableFuture<Outcome> second = upstream.awaitCall();

    // when
    second.complete(new Outcome.Broken(Problem.of("STREAM_BROKEN", "half")));
    settle();

    // then
    assertThat(upstream.asked).hasSize(2);
    pass(Duration.ofMillis(1_200));
    table.turn();
    upstream.awaitCall();
    assertThat(log.commits).last().isEqualTo("0:10 " + claim(10).toMetadata());
  }

  /** Answers so many calls, each as soon as it begins. */
  private void answerAll(int calls) throws InterruptedException {
    for (int i = 0; i < calls; i++) {
      upstream.awaitCall().complete(ANSWER);
      settle();
    }
  }

  /** Turns until nothing comes any more; no time passes. */
  private void settle() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      table.turn();
      var unused = messages.poll(20, TimeUnit.MILLISECONDS);
    }
    table.turn();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void take(long... offsets) {
    for (long offset : offsets) {
      table.take(record(offset), null);
    }
  }

  private static Claim claim(long offset) {
    return new Claim(query(offset), 1, false);
  }

  private static UUID query(long offset) {
    return new UUID(0x01932b5e_0000_7000L, 0x8000_0000_0000_0000L | offset);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    SlotAssignment assignment =
        new SlotAssignment(
            query(offset), query(offset), "default", "default", 0, RawJson.NULL, 10_000);
    byte[] value = new WireFormat().encode(assignment);
    return new ConsumerRecord<>("naru.slots.default", 0, offset, new byte[0], value);
  }

  private static QueryFinished finished(UUID query) {
    return new QueryFinished(query, query, "default", 0, 1, QueryState.SUCCEEDED, null, null);
  }

  private SlotTable table(int attempts, Duration quarantine) {
    PoolSettings settings = settings(attempts, quarantine);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    SlotPool pool =
        new SlotPool(
            "default",
            settings,
            "worker-1",
            upstream,
            ChunkStreams.NONE,
            commands,
            letter -> CompletableFuture.completedFuture(null),
            running,
            new Backoff(QuerySettings.defaults(), () -> 0.999),
            new SlotMetrics(meters, "default"),
            new WireFormat(),
            nanos::get,
            Guard.of("default", settings, commands, running, meters, nanos::get));
    return new SlotTable(pool, log, inbox);
  }

  private static PoolSettings settings(int attempts, Duration quarantine) {
    BreakerSettings atOnce = new BreakerSettings(new Percentage(100), 1, Duration.ofSeconds(1));
    return new PoolSettings(
        1,
        16,
        attempts,
        quarantine,
        new ByteSize(1_024),
        WhenUnavailable.HOLD,
        UpstreamSettings.ECHO,
        atOnce,
        null);
  }
}
