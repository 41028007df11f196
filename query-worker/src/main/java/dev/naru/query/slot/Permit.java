package dev.naru.query.slot;

import dev.naru.query.upstream.Outcome;

/**
 * A query's leave to call its upstream: asked for before the claim, as one that has to wait for its
 * upstream has not begun an attempt, and accounted for once the call is over.
 */
final class Permit {
  private static final int MOST_SPARED_TO_HOLD = 3;
  private static final int MOST_SPARED = 100;

  private final SlotPool pool;
  private final Work work;
  private boolean given;

  Permit(SlotPool pool, Work work) {
    this.pool = pool;
    this.work = work;
  }

  Guard.Verdict ask() {
    Guard.Verdict verdict = pool.guard().ask(work.partition(), mayHold());
    given = verdict == Guard.Verdict.CALL;
    return verdict;
  }

  boolean isGiven() {
    return given;
  }

  /** It is the call's from here on. */
  void use() {
    given = false;
  }

  void giveBack() {
    if (given) {
      given = false;
      pool.guard().giveBack();
    }
  }

  /** On the call's thread, once for each call, whatever has become of the slot. */
  void account(Call source, Outcome outcome) {
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

  /** While its pool is held for the upstream, a query uses no attempt up, but not without end. */
  void spareIfHolding() {
    if (pool.guard().isHolding() && work.spared() < MOST_SPARED) {
      work.spare();
    }
  }

  /** One that failed again and again may be the trouble itself: others are to try as well. */
  private boolean mayHold() {
    return work.spared() < MOST_SPARED_TO_HOLD;
  }

  /** A time-out that its user made shorter than the pool's says nothing of the upstream. */
  private boolean hadItsTime() {
    return work.timeoutMillis() >= pool.settings().upstream().timeout().toMillis();
  }
}
