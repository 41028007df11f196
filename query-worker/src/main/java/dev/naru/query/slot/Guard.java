package dev.naru.query.slot;

import dev.naru.model.HoldReason;
import dev.naru.model.PoolSettings;
import dev.naru.model.WhenUnavailable;
import dev.naru.model.command.Command;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.ReleasePool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps calls away from a pool's upstream while it is down, as far as this process has seen;
 * thread-safe.
 *
 * <pre>
 *   CLOSED ── enough of the last calls failed ──► OPEN ── after the pause ──► HALF_OPEN: one call tries
 *     ▲                                            ▲                             │
 *     └────────────── it answers ──────────────────┼─────────────────────────────┤
 *                                                  └──────── it fails ───────────┘
 * </pre>
 *
 * Where the pool is to be held, its queries wait meanwhile, and the log is told: {@code HoldPool}
 * for a while that is made longer as long as a query waits here, {@code ReleasePool} when one was
 * answered. So a worker that dies holds nothing for long, and if nobody waits the hold ends by
 * itself, and the next query is the one that tries.
 */
final class Guard {
  /** How often a query that waits looks whether it may be called. */
  static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  /** What becomes of a query that is to be called now. */
  enum Verdict {
    CALL,
    WAIT,
    FAIL
  }

  private final String pool;
  private final boolean holds;
  private final long pauseMillis;
  private final long callMillis;
  private final CircuitBreaker breaker;
  private final CommandLog commands;
  private final RunningQueries running;
  private final LongSupplier nanos;
  private boolean telling;
  private long heldUntil;

  private Guard(
      String pool,
      PoolSettings settings,
      CommandLog commands,
      RunningQueries running,
      LongSupplier nanos) {
    this.pool = pool;
    this.holds = settings.whenUnavailable() == WhenUnavailable.HOLD;
    this.pauseMillis = settings.breakerOrDefault().pause().toMillis();
    this.callMillis = settings.upstream().timeout().toMillis();
    this.breaker = Breakers.of(pool, settings.breakerOrDefault(), nanos);
    this.commands = commands;
    this.running = running;
    this.nanos = nanos;
  }

  static Guard of(
      String pool,
      PoolSettings settings,
      CommandLog commands,
      RunningQueries running,
      MeterRegistry meters,
      LongSupplier nanos) {
    Guard guard = new Guard(pool, settings, commands, running, nanos);
    Breakers.show(guard.breaker, meters);
    return guard;
  }

  /**
   * Asks whether a query may be called now. Every {@code CALL} is followed by one of {@link
   * #giveBack}, {@link #answered}, {@link #failed}.
   *
   * @param partition of the log that the query is on
   * @param mayHold whether the pool is to be held for this query's sake
   */
  synchronized Verdict ask(int partition, boolean mayHold) {
    if (breaker.tryAcquirePermission()) {
      if (breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
        LOG.info("One call tries whether the upstream is back: pool={}", pool);
        hold(partition, mayHold, callMillis + pauseMillis);
      }
      return Verdict.CALL;
    }
    if (!holds) {
      return Verdict.FAIL;
    }
    if (!telling || heldUntil - nanos.getAsLong() < TimeUnit.MILLISECONDS.toNanos(pauseMillis)) {
      hold(partition, mayHold, 2 * pauseMillis);
    }
    return Verdict.WAIT;
  }

  /** The call was not made, or says nothing of the upstream. */
  synchronized void giveBack() {
    if (breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
      breaker.releasePermission();
    }
  }

  /** The upstream is there, whatever it said. */
  synchronized void answered(int partition) {
    boolean wasClosed = breaker.getState() == CircuitBreaker.State.CLOSED;
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    boolean closed = breaker.getState() == CircuitBreaker.State.CLOSED;
    if (closed && !wasClosed) {
      LOG.info("The upstream answers again: pool={}", pool);
    }
    if (closed && holds && (!wasClosed || running.isHeld(pool))) {
      running.released(pool);
      telling = false;
      tell(partition, new ReleasePool(pool, HoldReason.UPSTREAM));
    }
  }

  /** The upstream did not answer, or said that it cannot. */
  synchronized void failed(int partition, boolean mayHold) {
    boolean wasOpen = breaker.getState() == CircuitBreaker.State.OPEN;
    breaker.onError(0, TimeUnit.NANOSECONDS, Breakers.UNAVAILABLE);
    if (breaker.getState() == CircuitBreaker.State.OPEN && !wasOpen) {
      LOG.warn(
          "The upstream does not answer, so nothing is asked of it for a while: pool={} pauseMillis={} queries={}",
          pool,
          pauseMillis,
          holds ? "wait" : "fail");
      hold(partition, mayHold, 2 * pauseMillis);
    }
  }

  /** Whether an attempt that fails now says nothing of its query: others are held for the same. */
  synchronized boolean isHolding() {
    return holds && (breaker.getState() != CircuitBreaker.State.CLOSED || running.isHeld(pool));
  }

  private void hold(int partition, boolean mayHold, long millis) {
    if (holds && mayHold) {
      long until = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
      heldUntil = telling && heldUntil - until > 0 ? heldUntil : until;
      telling = true;
      tell(
          partition,
          new HoldPool(pool, HoldReason.UPSTREAM, Math.min(millis, HoldPool.LONGEST_MILLIS)));
    }
  }

  /** What is lost is said again by whoever waits; a hold that nobody ends, ends by itself. */
  private void tell(int partition, Command command) {
    var unused =
        commands
            .append(partition, command)
            .exceptionally(
                error -> {
                  LOG.warn(
                      "That a pool is held or released is not in the log: pool={} reason={}",
                      pool,
                      error.toString());
                  return null;
                });
  }
}
