package dev.naru.query.slot;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.query.problem.Problem;
import dev.naru.query.upstream.Outcome;
import dev.naru.query.upstream.ResultLimit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
 * WAITING ───────────────────────────────────────► CALLING ────────────► ENDING
 *    ▲ │         = proof, before every call           │  proof every 2 s    │ FinishQuery
 *    │ │                                              │                     ▼ acknowledged
 *    │ └── hand-over ──► RELEASING ──► OVER           │                COMMITTING ──► OVER
 *    └────────── retry: backoff, Retry-After ─────────┘                (offset + 1)
 * </pre>
 *
 * Without proof for the session time-out a call is aborted and nothing is sent until there is proof
 * again.
 */
final class QueryRun implements Run {
  private static final Logger LOG = LoggerFactory.getLogger(QueryRun.class);
  static final long PROOF_EVERY = TimeUnit.SECONDS.toNanos(2);
  static final long PROOF_LASTS = TimeUnit.SECONDS.toNanos(6);

  private static final int MOST_SPARED_TO_HOLD = 3;
  private static final int MOST_SPARED = 100;

  private enum Phase {
    WAITING,
    CALLING,
    ENDING,
    COMMITTING,
    RELEASING,
    OVER
  }

  private final SlotPool pool;
  private final Work work;
  private final Consumer<Runnable> inbox;
  private final Runnable onCancel;
  private Phase phase = Phase.WAITING;
  private boolean draining;
  private boolean permitted;
  private long commitDue;
  private long proven;
  private long deadline;
  private @Nullable Call call;
  private @Nullable Farewell farewell;

  private QueryRun(SlotPool pool, Work work, Consumer<Runnable> inbox, long now) {
    this.pool = pool;
    this.work = work;
    this.inbox = inbox;
    this.onCancel = () -> inbox.accept(this::cancel);
    this.commitDue = now;
    this.proven = now - PROOF_LASTS;
  }

  /**
   * Takes a query.
   *
   * @param quarantine nanoseconds before its first call: what a dead worker began may still run
   */
  static QueryRun take(
      SlotPool pool, Work work, Consumer<Runnable> inbox, long quarantine, long now) {
    QueryRun run = new QueryRun(pool, work, inbox, now);
    Fate fate = pool.running().add(work.queryId(), run.onCancel);
    switch (fate) {
      case SETTLED -> run.phase = Phase.COMMITTING;
      case CANCELLED -> run.end(work.cancelled(), now);
      case OPEN -> run.retryOrEnd(maxAttempts(work), QueryState.FAILED, quarantine, now);
    }
    return run;
  }

  @Override
  public void turn(long now) {
    if (phase == Phase.WAITING && draining) {
      giveBack();
      move(Phase.RELEASING, now);
    } else if (phase == Phase.WAITING && !permitted && now - commitDue >= 0) {
      ask(now);
    } else if (phase == Phase.CALLING && call != null && call.aborted() == null) {
      abortIfDue(call, now);
    } else if (phase == Phase.ENDING && farewell != null && isProven(now)) {
      farewell.say(now, this::heard);
    }
  }

  /** Before the claim: a query that has to wait for its upstream has not begun an attempt. */
  private void ask(long now) {
    switch (pool.guard().ask(work.partition(), mayHold())) {
      case CALL -> permitted = true;
      case WAIT -> commitDue = now + Guard.RECHECK_NANOS;
      case FAIL -> {
        end(work.failed(down()), now);
        turn(now);
      }
    }
  }

  /** One that failed again and again may be the trouble itself: others are to try as well. */
  private boolean mayHold() {
    return work.spared() < MOST_SPARED_TO_HOLD;
  }

  private void giveBack() {
    if (permitted) {
      permitted = false;
      pool.guard().giveBack();
    }
  }

  private void abortIfDue(Call running, long now) {
    if (!isProven(now)) {
      LOG.warn(
          "Nothing proves that a slot is still ours, so its call is aborted: queryId={} attempt={}",
          work.queryId(),
          work.attempt());
      running.abort(Call.Abort.UNPROVEN);
    } else if (now - deadline >= 0) {
      running.abort(Call.Abort.TIMED_OUT);
    }
  }

  private boolean isProven(long now) {
    return now - proven < PROOF_LASTS;
  }

  @Override
  public boolean isCommitDue(long now) {
    return phase != Phase.OVER && now - commitDue >= 0;
  }

  @Override
  public @Nullable OffsetAndMetadata commit(long now) {
    return switch (phase) {
      case WAITING -> permitted && isCommitDue(now) ? work.claim(work.attempt() + 1, false) : null;
      case CALLING -> work.claim(work.attempt(), false);
      case ENDING, RELEASING -> work.claim(work.attempt(), true);
      case COMMITTING -> work.done();
      case OVER -> null;
    };
  }

  @Override
  public void committed(long at) {
    switch (phase) {
      case WAITING -> {
        prove(at);
        begin();
      }
      case CALLING, ENDING -> {
        prove(at);
        turn(pool.nanos().getAsLong());
      }
      case COMMITTING, RELEASING, OVER -> move(Phase.OVER, at);
    }
  }

  private void prove(long at) {
    proven = at;
    commitDue = at + PROOF_EVERY;
  }

  @Override
  public void notCommitted(long now) {
    commitDue = now + RETRY_NANOS;
  }

  private void begin() {
    work.nextAttempt();
    phase = Phase.CALLING;
    permitted = false; // it is the call's now
    // Its acknowledgement is not waited for: the end goes the same way, behind it.
    var unused =
        pool.commands()
            .append(work.partition(), work.start(pool.worker()))
            .exceptionally(this::notSaid);
    long began = pool.nanos().getAsLong();
    deadline = began + TimeUnit.MILLISECONDS.toNanos(work.timeoutMillis());
    pool.metrics().began();
    call =
        Call.begin(
            pool.upstream(),
            work.question(),
            pool.chunks().open(work.partition(), work.queryId(), work.attempt()),
            (source, outcome) -> {
              try {
                pool.metrics().ended(outcome, Duration.ofNanos(pool.nanos().getAsLong() - began));
                tellGuard(source, outcome);
              } finally { // whatever goes wrong there, a call that is not told to be over holds its
                // slot for ever
                inbox.accept(() -> over(source, outcome));
              }
            });
  }

  /** On the call's thread, once for each call, whatever has become of the slot. */
  private void tellGuard(Call source, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered answered -> pool.guard().answered(work.partition());
      case Outcome.Failed failed -> pool.guard().answered(work.partition());
      case Outcome.Remembered remembered -> pool.guard().giveBack();
      case Outcome.Broken broken -> pool.guard().failed(work.partition(), mayHold());
      case Outcome.Unavailable unavailable -> pool.guard().failed(work.partition(), mayHold());
      case Outcome.Aborted aborted -> {
        if (source.aborted() == Call.Abort.TIMED_OUT && hadItsTime()) {
          pool.guard().failed(work.partition(), mayHold());
        } else {
          pool.guard().giveBack();
        }
      }
    }
  }

  /** A time-out that its user made shorter than the pool's says nothing of the upstream. */
  private boolean hadItsTime() {
    return work.timeoutMillis() >= pool.settings().upstream().timeout().toMillis();
  }

  private @Nullable Void notSaid(Throwable error) {
    LOG.warn(
        "The start of a query is not in the log, so it shows as queued while it runs: queryId={} reason={}",
        work.queryId(),
        error.toString());
    return null;
  }

  private void over(Call source, Outcome outcome) {
    if (phase != Phase.CALLING || source != call) {
      return; // the slot was lost meanwhile
    }
    long now = pool.nanos().getAsLong();
    Call.Abort why = source.aborted();
    if (why == Call.Abort.UNPROVEN) {
      retryOrEnd(maxAttempts(work), QueryState.FAILED, 0, now);
    } else if (why != null && outcome instanceof Outcome.Aborted) {
      aborted(why, now);
    } else {
      conclude(outcome, now);
    }
    turn(now);
  }

  private void aborted(Call.Abort why, long now) {
    switch (why) {
      case CANCELLED -> end(work.cancelled(), now);
      case HANDED_OVER -> move(Phase.RELEASING, now);
      case TIMED_OUT, UNPROVEN -> {
        spareIfHolding();
        retryOrEnd(timedOut(), QueryState.TIMED_OUT, backoff(Duration.ZERO), now);
      }
    }
  }

  private void conclude(Outcome outcome, long now) {
    switch (outcome) {
      case Outcome.Answered answered -> end(answered(answered.result()), now);
      case Outcome.Remembered remembered -> end(answered(remembered.result()), now);
      case Outcome.Failed failed -> end(work.failed(failed.problem()), now);
      case Outcome.Broken broken -> end(work.failed(broken.problem()), now);
      case Outcome.Unavailable unavailable -> {
        spareIfHolding();
        retryOrEnd(
            unavailable.problem(), QueryState.FAILED, backoff(unavailable.retryAfter()), now);
      }
      case Outcome.Aborted aborted -> retryOrEnd(timedOut(), QueryState.FAILED, 0, now);
    }
  }

  /** While its pool is held for the upstream, a query uses no attempt up, but not without end. */
  private void spareIfHolding() {
    if (pool.guard().isHolding() && work.spared() < MOST_SPARED) {
      work.spare();
    }
  }

  private Ending answered(RawJson result) {
    boolean fits = result.size() <= pool.settings().maxResult().bytes();
    return fits ? work.succeeded(result) : tooLarge();
  }

  private long backoff(Duration retryAfter) {
    return pool.backoff().after(Math.max(1, work.counted()), retryAfter).toNanos();
  }

  /** Another attempt after the wait, if there is one left; else the end, with a dead letter. */
  private void retryOrEnd(Problem problem, QueryState outcome, long wait, long now) {
    call = null;
    if (pool.running().fateOf(work.queryId()) == Fate.CANCELLED) {
      end(work.cancelled(), now);
    } else if (work.counted() < pool.settings().maxAttempts()) {
      phase = Phase.WAITING;
      commitDue = now + wait;
    } else {
      LOG.warn(
          "A query has no attempt left and becomes a dead letter: queryId={} attempts={} outcome={}",
          work.queryId(),
          work.attempt(),
          outcome);
      end(work.exhausted(outcome, problem), now);
    }
  }

  private void end(Ending ending, long now) {
    call = null;
    phase = Phase.ENDING;
    farewell = new Farewell(pool, inbox, ending, tooLarge(), now);
    if (!isProven(now)) {
      commitDue = now;
    }
  }

  private void heard() {
    long now = pool.nanos().getAsLong();
    if (phase == Phase.ENDING && farewell != null && farewell.isSaid()) {
      move(Phase.COMMITTING, now);
    } else {
      turn(now);
    }
  }

  private void move(Phase next, long now) {
    phase = next;
    commitDue = now;
    if (next == Phase.OVER) {
      pool.running().remove(work.queryId(), onCancel);
    }
  }

  private void cancel() {
    if (phase == Phase.WAITING) {
      giveBack();
      long now = pool.nanos().getAsLong();
      end(work.cancelled(), now);
      turn(now);
    } else if (phase == Phase.CALLING && call != null) {
      call.abort(Call.Abort.CANCELLED);
    }
  }

  @Override
  public long remaining(long now) {
    long untilCommit = commitDue - now;
    if (phase == Phase.CALLING && call != null && call.aborted() == null) {
      return Math.min(untilCommit, Math.min(deadline, proven + PROOF_LASTS) - now);
    }
    return phase == Phase.ENDING && farewell != null && isProven(now)
        ? Math.min(untilCommit, farewell.remaining(now))
        : untilCommit;
  }

  @Override
  public long patience(long now) {
    return phase == Phase.CALLING ? proven + PROOF_LASTS - now : Long.MAX_VALUE;
  }

  @Override
  public void drain() {
    draining = true;
  }

  @Override
  public void giveUp() {
    if (call != null) {
      call.abort(Call.Abort.HANDED_OVER);
    }
  }

  @Override
  public void lose() {
    if (call != null) {
      call.abort(Call.Abort.UNPROVEN);
    }
    giveBack();
    move(Phase.OVER, 0);
  }

  @Override
  public boolean isOver() {
    return phase == Phase.OVER;
  }

  private Ending tooLarge() {
    return work.failed(ResultLimit.exceeded(pool.settings().maxResult().bytes()));
  }

  private static Problem down() {
    return Problem.of(
        "UPSTREAM_UNAVAILABLE",
        "Expected the upstream to be there, but its last calls failed, so nothing is asked of it for a while; try again later");
  }

  private Problem timedOut() {
    return Problem.of(
        "TIMED_OUT",
        "Expected an answer within "
            + work.timeoutMillis()
            + " ms, but there was none at attempt "
            + work.attempt());
  }

  private static Problem maxAttempts(Work work) {
    return Problem.of(
        "MAX_ATTEMPTS",
        "Expected an attempt to come to an end, but the worker of attempt "
            + work.attempt()
            + " was lost, and there is none left");
  }
}
