package dev.naru.query.slot;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.query.upstream.Outcome;
import dev.naru.query.upstream.ResultLimit;
import java.time.Duration;

/** Says what follows the end of a query's call. */
final class AfterCall {
  private final SlotPool pool;
  private final Work work;
  private final Permit permit;

  AfterCall(SlotPool pool, Work work, Permit permit) {
    this.pool = pool;
    this.work = work;
    this.permit = permit;
  }

  Next of(Call call, Outcome outcome) {
    Call.Abort why = call.aborted();
    if (why == Call.Abort.UNPROVEN) {
      return new Next.Again(Troubles.workersLost(work), QueryState.FAILED, 0);
    }
    return why != null && outcome instanceof Outcome.Aborted ? aborted(why) : ended(outcome);
  }

  private Next aborted(Call.Abort why) {
    return switch (why) {
      case CANCELLED -> new Next.End(work.cancelled());
      case HANDED_OVER -> new Next.Leave();
      case TIMED_OUT, UNPROVEN -> {
        permit.spareIfHolding();
        yield new Next.Again(Troubles.timedOut(work), QueryState.TIMED_OUT, backoff(Duration.ZERO));
      }
    };
  }

  private Next ended(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> answered(answered.result());
      case Outcome.Remembered remembered -> answered(remembered.result());
      case Outcome.Failed failed -> new Next.End(work.failed(failed.problem()));
      case Outcome.Broken broken -> new Next.End(work.failed(broken.problem()));
      case Outcome.Unavailable unavailable -> {
        permit.spareIfHolding();
        yield new Next.Again(
            unavailable.problem(), QueryState.FAILED, backoff(unavailable.retryAfter()));
      }
      case Outcome.Aborted aborted -> new Next.Again(Troubles.timedOut(work), QueryState.FAILED, 0);
    };
  }

  private Next answered(RawJson result) {
    boolean fits = result.size() <= pool.settings().maxResult().bytes();
    return new Next.End(fits ? work.succeeded(result) : tooLarge());
  }

  /** For a result over the pool's limit, or one that the log refuses. */
  Ending tooLarge() {
    return work.failed(ResultLimit.exceeded(pool.settings().maxResult().bytes()));
  }

  private long backoff(Duration retryAfter) {
    return pool.backoff().after(Math.max(1, work.counted()), retryAfter).toNanos();
  }
}
