package dev.naru.query.slot;

import java.util.concurrent.TimeUnit;

/**
 * What shows that a slot is still this worker's: the last commit that was acknowledged, and when
 * the next one is due. Nanoseconds of the pool's clock.
 */
final class Proof {
  /** During a call. */
  static final long EVERY = TimeUnit.SECONDS.toNanos(2);

  /** The session time-out: a member that is silent for so long may have lost its slots. */
  static final long LASTS = TimeUnit.SECONDS.toNanos(6);

  /** How old the commit may be that claimed a query ahead, when its call begins. */
  static final long AHEAD = TimeUnit.SECONDS.toNanos(1);

  private long given;
  private long due;

  private Proof(long given, long due) {
    this.given = given;
    this.due = due;
  }

  /** There is none, and it is not asked for before {@code due}. */
  static Proof none(long now, long due) {
    return new Proof(now - LASTS, due);
  }

  /** There is one, from then. */
  static Proof of(long given) {
    return new Proof(given, given + EVERY);
  }

  /** Notes a commit that was sent then. */
  void give(long at) {
    given = at;
    rest();
  }

  /** It is good for a while: the next is not wanted sooner. */
  void rest() {
    due = given + EVERY;
  }

  void wantAt(long time) {
    due = time;
  }

  boolean isWanted(long now) {
    return now - due >= 0;
  }

  /** Until the next one is wanted, 0 or less if it is. */
  long untilWanted(long now) {
    return due - now;
  }

  boolean holds(long now) {
    return left(now) > 0;
  }

  /** How long it still holds. */
  long left(long now) {
    return given + LASTS - now;
  }
}
