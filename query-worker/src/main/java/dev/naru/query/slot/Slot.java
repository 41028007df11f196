package dev.naru.query.slot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A slot of this thread: at most one {@link Run} at a time, the records that wait behind it, and
 * what is to be committed. It is paused while it has any of these records.
 *
 * <pre>
 *   record: │ over │ over │ runs │ waits │ waits │
 *             └─ behind ──┘  └─ claim ─── through ┘
 * </pre>
 *
 * What is over is left behind by the next claim, or by a commit of its own a little later. While
 * queries are brief, a claim claims those that wait too: their calls need no commit before them.
 */
final class Slot {
  /** Longer than a query that waits takes to come, if one waits. */
  static final long LEAVE_BEHIND = TimeUnit.MILLISECONDS.toNanos(100);

  /** What is over within this is brief. */
  static final long BRIEF = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int NOWHERE = 0;

  private final int number;
  private final SlotLog log;
  private final Assignments assignments;
  private final boolean mayClaimAhead;
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private @Nullable Run run;
  private @Nullable Inherited inherited;
  private long began;
  private boolean brief;
  private boolean draining;

  private boolean claiming;
  private long reach = NOWHERE;
  private long claimedThrough = NOWHERE;
  private long claimedAt;

  private @Nullable OffsetAndMetadata behind;
  private long behindDue;

  /**
   * @param mayClaimAhead whether a query may lose an attempt that it never had, if this worker dies
   */
  Slot(int number, SlotLog log, Assignments assignments, boolean mayClaimAhead) {
    this.number = number;
    this.log = log;
    this.assignments = assignments;
    this.mayClaimAhead = mayClaimAhead;
  }

  /**
   * Takes the next record.
   *
   * @param previous what the last owner committed for this offset; null if nothing, or if this
   *     worker was the owner
   */
  void take(ConsumerRecord<byte[], byte[]> record, @Nullable Claim previous, long now) {
    if (previous != null) {
      inherited = new Inherited(record.offset(), previous);
    }
    if (waiting.isEmpty() && run == null) {
      log.pause(number);
    }
    waiting.add(record);
    if (run == null) {
      next(now);
    }
  }

  /** Does what is due, commits apart. */
  void turn(long now) {
    if (run != null) {
      run.turn(now);
    }
    while (run != null && run.isOver()) {
      leave(run, now);
      next(now);
    }
  }

  private void leave(Run over, long now) {
    OffsetAndMetadata left = over.leaves();
    if (left != null) {
      if (draining) {
        behindDue = now;
      } else if (behind == null) {
        behindDue = now + LEAVE_BEHIND;
      }
      behind = left;
    }
    brief = now - began < BRIEF;
    run = null;
  }

  private void next(long now) {
    ConsumerRecord<byte[], byte[]> record = waiting.poll();
    if (record == null) {
      log.resume(number);
      return;
    }
    began = now;
    boolean claimed =
        claimedThrough != NOWHERE
            && record.offset() <= claimedThrough
            && now - claimedAt < Proof.AHEAD;
    run =
        claimed
            ? assignments.claimedRunOf(record, claimedAt, now)
            : assignments.runOf(record, inherited, now);
    run.turn(now);
  }

  boolean isCommitDue(long now) {
    return run != null && run.isCommitDue(now) || behind != null && now - behindDue >= 0;
  }

  /** What to commit now; null if there is nothing to say. */
  @Nullable OffsetAndMetadata commit(long now) {
    reach = run != null && run.claims() ? reach(now) : NOWHERE;
    OffsetAndMetadata own = run == null ? null : run.commit(now, reach);
    claiming = own != null;
    return claiming ? own : behind;
  }

  /** The last record that waits, if all that wait may be claimed ahead. */
  private long reach(long now) {
    ConsumerRecord<byte[], byte[]> first = waiting.peekFirst();
    boolean fresh = first != null && (inherited == null || !inherited.covers(first.offset()));
    boolean areBrief = brief && now - began < BRIEF;
    return mayClaimAhead && areBrief && fresh ? waiting.getLast().offset() : NOWHERE;
  }

  /** The commit was acknowledged; it was sent at or after {@code at}. */
  void committed(long at) {
    behind = null; // whatever was committed stands further on
    if (claiming && run != null) {
      claimedThrough = reach;
      claimedAt = at;
      run.committed(at);
    }
  }

  void notCommitted(long now) {
    behindDue = now + Run.RETRY_NANOS;
    if (claiming && run != null) {
      run.notCommitted(now);
    }
  }

  /** Nanoseconds until something is due, at most {@code most}. */
  long remaining(long now, long most) {
    long untilRun = run == null ? most : Math.min(most, run.remaining(now));
    return behind == null ? untilRun : Math.min(untilRun, behindDue - now);
  }

  long patience(long now) {
    return run == null ? Long.MAX_VALUE : run.patience(now);
  }

  /** It is to go to another worker: begins nothing new. */
  void drain(long now) {
    draining = true;
    waiting.clear();
    behindDue = now;
    if (run != null) {
      run.drain();
    }
  }

  /** It is to go at once: aborts what runs, and says that it is over. */
  void giveUp() {
    if (run != null) {
      run.giveUp();
    }
  }

  /** It is another worker's: aborts what runs, and says nothing. */
  void lose() {
    if (run != null) {
      run.lose();
    }
  }

  /** Whether nothing is left to be done or said. */
  boolean isIdle() {
    return run == null && behind == null;
  }
}
