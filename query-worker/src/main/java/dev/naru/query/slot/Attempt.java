package dev.naru.query.slot;

import dev.naru.query.upstream.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt at a query: its start is said, its call runs, until its deadline at most. */
final class Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final Work work;
  private final Call call;
  private final long deadline;

  private Attempt(Work work, Call call, long deadline) {
    this.work = work;
    this.call = call;
    this.deadline = deadline;
  }

  /** Begins one; {@code over} hears of the call's end on the slot's thread. */
  static Attempt begin(
      SlotPool pool,
      Work work,
      Permit permit,
      Consumer<Runnable> inbox,
      BiConsumer<Call, Outcome> over) {
    permit.use();
    // Its acknowledgement is not waited for: the end goes the same way, behind it.
    var unused =
        pool.commands()
            .append(work.partition(), work.start(pool.worker()))
            .exceptionally(error -> notSaid(work, error));
    long began = pool.nanos().getAsLong();
    pool.metrics().began();
    Call call =
        Call.begin(
            pool.upstream(),
            work.question(),
            pool.chunks().open(work.partition(), work.queryId(), work.attempt()),
            (source, outcome) -> {
              try {
                pool.metrics().ended(outcome, Duration.ofNanos(pool.nanos().getAsLong() - began));
                permit.account(source, outcome);
              } finally { // whatever goes wrong there, a call that is not told to be over holds its
                // slot for ever
                inbox.accept(() -> over.accept(source, outcome));
              }
            });
    return new Attempt(work, call, began + TimeUnit.MILLISECONDS.toNanos(work.timeoutMillis()));
  }

  private static @Nullable Void notSaid(Work work, Throwable error) {
    LOG.warn(
        "The start of a query is not in the log, so it shows as queued while it runs: queryId={} reason={}",
        work.queryId(),
        error.toString());
    return null;
  }

  boolean is(Call other) {
    return call == other;
  }

  void abort(Call.Abort why) {
    call.abort(why);
  }

  /** Aborts the call if nothing proves its slot any more, or it has had its time. */
  void abortIfDue(Proof proof, long now) {
    if (call.aborted() != null) {
      return;
    }
    if (!proof.holds(now)) {
      LOG.warn(
          "Nothing proves that a slot is still ours, so its call is aborted: queryId={} attempt={}",
          work.queryId(),
          work.attempt());
      call.abort(Call.Abort.UNPROVEN);
    } else if (now - deadline >= 0) {
      call.abort(Call.Abort.TIMED_OUT);
    }
  }

  /** Nanoseconds until it is to be aborted. */
  long remaining(Proof proof, long now) {
    return call.aborted() == null ? Math.min(deadline - now, proof.left(now)) : Long.MAX_VALUE;
  }
}
