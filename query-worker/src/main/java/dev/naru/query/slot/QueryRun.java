package dev.naru.query.slot;

import dev.naru.model.QueryState;
import dev.naru.query.problem.Problem;
import dev.naru.query.upstream.Outcome;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A query on its slot.
 *
 * <pre>
 *            commit (offset, {query, attempt + 1})           call over
 * WAITING ───────────────────────────────────────► CALLING ────────────► ENDING ──► OVER
 *    ▲ │         = proof, before every call           │  proof every 2 s    FinishQuery
 *    │ │         (or it was claimed ahead)            │                     acknowledged
 *    │ └── hand-over ──► RELEASING ──► OVER           │
 *    └────────── retry: backoff, Retry-After ─────────┘
 * </pre>
 *
 * Without proof for the session time-out a call is aborted and nothing is sent until there is proof
 * again.
 */
final class QueryRun implements Run {
  private static final Logger LOG = LoggerFactory.getLogger(QueryRun.class);

  private enum Phase {
    WAITING,
    CALLING,
    ENDING,
    RELEASING,
    OVER
  }

  private final SlotPool pool;
  private final Work work;
  private final Consumer<Runnable> inbox;
  private final Runnable onCancel;
  private final Permit permit;
  private final AfterCall afterCall;
  private final Proof proof;
  private Phase phase = Phase.WAITING;
  private boolean claimed;
  private boolean draining;
  private @Nullable Attempt attempt;
  private @Nullable Farewell farewell;
  private @Nullable OffsetAndMetadata leaves;

  private QueryRun(SlotPool pool, Work work, Consumer<Runnable> inbox, Proof proof) {
    this.pool = pool;
    this.work = work;
    this.inbox = inbox;
    this.onCancel = () -> inbox.accept(this::cancel);
    this.permit = new Permit(pool, work);
    this.afterCall = new AfterCall(pool, work, permit);
    this.proof = proof;
  }

  /**
   * Takes a query.
   *
   * @param quarantine nanoseconds before its first call: what a dead worker began may still run
   */
  static QueryRun take(
      SlotPool pool, Work work, Consumer<Runnable> inbox, long quarantine, long now) {
    QueryRun run = new QueryRun(pool, work, inbox, Proof.none(now, now));
    run.begin(quarantine, now);
    return run;
  }

  /** Takes a query that a commit of {@code claimedAt} has claimed already. */
  static QueryRun takeClaimed(
      SlotPool pool, Work work, Consumer<Runnable> inbox, long claimedAt, long now) {
    QueryRun run = new QueryRun(pool, work, inbox, Proof.of(claimedAt));
    run.claimed = true;
    run.begin(0, now);
    return run;
  }

  private void begin(long quarantine, long now) {
    switch (pool.running().add(work.queryId(), onCancel)) {
      case SETTLED -> over(work.done());
      case CANCELLED -> end(work.cancelled(), now);
      case OPEN -> {
        Problem lost = Troubles.workersLost(work);
        retryOrEnd(new Next.Again(lost, QueryState.FAILED, quarantine), now);
      }
    }
  }

  @Override
  public void turn(long now) {
    if (phase == Phase.WAITING && draining) {
      release(now);
    } else if (phase == Phase.WAITING && !permit.isGiven() && proof.isWanted(now)) {
      ask(now);
    } else if (phase == Phase.CALLING && attempt != null) {
      attempt.abortIfDue(proof, now);
    } else if (phase == Phase.ENDING && farewell != null && proof.holds(now)) {
      farewell.say(now, this::heard);
    }
  }

  /** Before the claim: a query that has to wait for its upstream has not begun an attempt. */
  private void ask(long now) {
    switch (permit.ask()) {
      case CALL -> {
        if (claimed) {
          call();
        }
      }
      case WAIT -> {
        claimed = false;
        proof.wantAt(now + Guard.RECHECK_NANOS);
      }
      case FAIL -> {
        end(work.failed(Troubles.down()), now);
        turn(now);
      }
    }
  }

  @Override
  public boolean isCommitDue(long now) {
    return phase != Phase.OVER && proof.isWanted(now);
  }

  @Override
  public @Nullable OffsetAndMetadata commit(long now, long through) {
    return switch (phase) {
      case WAITING ->
          permit.isGiven() && proof.isWanted(now) ? work.claim(work.attempt() + 1, through) : null;
      case CALLING -> work.claim(work.attempt(), through);
      case ENDING, RELEASING -> work.leave();
      case OVER -> null;
    };
  }

  @Override
  public void committed(long at) {
    switch (phase) {
      case WAITING -> {
        proof.give(at);
        call();
      }
      case CALLING, ENDING -> {
        proof.give(at);
        turn(pool.nanos().getAsLong());
      }
      case RELEASING, OVER -> over(null);
    }
  }

  @Override
  public void notCommitted(long now) {
    proof.wantAt(now + RETRY_NANOS);
  }

  private void call() {
    claimed = false;
    proof.rest();
    work.nextAttempt();
    phase = Phase.CALLING;
    attempt = Attempt.begin(pool, work, permit, inbox, this::called);
  }

  private void called(Call source, Outcome outcome) {
    if (phase != Phase.CALLING || attempt == null || !attempt.is(source)) {
      return; // the slot was lost meanwhile
    }
    long now = pool.nanos().getAsLong();
    switch (afterCall.of(source, outcome)) {
      case Next.End end -> end(end.ending(), now);
      case Next.Again again -> retryOrEnd(again, now);
      case Next.Leave leave -> release(now);
    }
    turn(now);
  }

  private void release(long now) {
    permit.giveBack();
    phase = Phase.RELEASING;
    proof.wantAt(now);
  }

  /** Another attempt after the wait, if there is one left; else the end, with a dead letter. */
  private void retryOrEnd(Next.Again again, long now) {
    attempt = null;
    if (pool.running().fateOf(work.queryId()) == Fate.CANCELLED) {
      end(work.cancelled(), now);
    } else if (work.counted() < pool.settings().maxAttempts()) {
      phase = Phase.WAITING;
      proof.wantAt(now + again.delay());
    } else {
      LOG.warn(
          "A query has no attempt left and becomes a dead letter: queryId={} attempts={} outcome={}",
          work.queryId(),
          work.attempt(),
          again.outcome());
      end(work.exhausted(again.outcome(), again.problem()), now);
    }
  }

  private void end(Ending ending, long now) {
    attempt = null;
    phase = Phase.ENDING;
    farewell = new Farewell(pool, inbox, ending, afterCall.tooLarge(), now);
    if (!proof.holds(now)) {
      proof.wantAt(now);
    }
  }

  private void heard() {
    if (phase == Phase.ENDING && farewell != null && farewell.isSaid()) {
      over(work.done());
    } else {
      turn(pool.nanos().getAsLong());
    }
  }

  private void over(@Nullable OffsetAndMetadata next) {
    leaves = next;
    phase = Phase.OVER;
    pool.running().remove(work.queryId(), onCancel);
  }

  private void cancel() {
    if (phase == Phase.WAITING) {
      permit.giveBack();
      long now = pool.nanos().getAsLong();
      end(work.cancelled(), now);
      turn(now);
    } else if (phase == Phase.CALLING && attempt != null) {
      attempt.abort(Call.Abort.CANCELLED);
    }
  }

  @Override
  public long remaining(long now) {
    long most = proof.untilWanted(now);
    if (phase == Phase.CALLING && attempt != null) {
      return Math.min(most, attempt.remaining(proof, now));
    }
    return phase == Phase.ENDING && farewell != null && proof.holds(now)
        ? Math.min(most, farewell.remaining(now))
        : most;
  }

  @Override
  public long patience(long now) {
    return phase == Phase.CALLING ? proof.left(now) : Long.MAX_VALUE;
  }

  @Override
  public boolean claims() {
    return phase == Phase.WAITING || phase == Phase.CALLING;
  }

  @Override
  public void drain() {
    draining = true;
  }

  @Override
  public void giveUp() {
    if (attempt != null) {
      attempt.abort(Call.Abort.HANDED_OVER);
    }
  }

  @Override
  public void lose() {
    if (attempt != null) {
      attempt.abort(Call.Abort.UNPROVEN);
    }
    permit.giveBack();
    over(null);
  }

  @Override
  public boolean isOver() {
    return phase == Phase.OVER;
  }

  @Override
  public @Nullable OffsetAndMetadata leaves() {
    return leaves;
  }
}
