package dev.naru.query.slot;

import dev.naru.model.PoolSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** The slots of one slot thread: one commit proves them all. */
final class SlotTable {
  private static final long LONGEST_COMMIT = TimeUnit.SECONDS.toNanos(2);
  private static final long SHORTEST_COMMIT = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long ABORT_WAIT = TimeUnit.SECONDS.toNanos(2);

  private final SlotPool pool;
  private final SlotLog log;
  private final Inbox inbox;
  private final Assignments assignments;
  private final boolean mayClaimAhead;
  private final Map<Integer, Slot> slots = new HashMap<>();

  SlotTable(SlotPool pool, SlotLog log, Inbox inbox) {
    this.pool = pool;
    this.log = log;
    this.inbox = inbox;
    this.assignments = new Assignments(pool, inbox);
    PoolSettings settings = pool.settings();
    this.mayClaimAhead = settings.maxAttempts() > 1 && settings.slotQuarantine().isZero();
  }

  boolean isEmpty() {
    return slots.values().stream().allMatch(Slot::isIdle);
  }

  /**
   * Takes the next record of a slot.
   *
   * @param previous what the slot's last owner committed for this offset; null if nothing, or if
   *     this worker was the owner
   */
  void take(ConsumerRecord<byte[], byte[]> record, @Nullable Claim previous) {
    slots
        .computeIfAbsent(
            record.partition(), number -> new Slot(number, log, assignments, mayClaimAhead))
        .take(record, previous, pool.nanos().getAsLong());
  }

  /** Does everything that is due, commits included. */
  void turn() {
    inbox.work();
    long now = pool.nanos().getAsLong();
    slots.values().forEach(slot -> slot.turn(now));
    if (slots.values().stream().anyMatch(slot -> slot.isCommitDue(now))) {
      commit(now);
      slots.values().forEach(slot -> slot.turn(now));
    }
  }

  private void commit(long now) {
    Map<Integer, OffsetAndMetadata> offsets = new HashMap<>();
    slots.forEach(
        (number, slot) -> {
          OffsetAndMetadata offset = slot.commit(now);
          if (offset != null) {
            offsets.put(number, offset);
          }
        });
    boolean acknowledged = log.commit(offsets, Duration.ofNanos(patience(now)));
    long after = pool.nanos().getAsLong();
    for (int number : offsets.keySet()) {
      Slot slot = slots.get(number);
      if (slot != null && acknowledged) {
        slot.committed(now);
      } else if (slot != null) {
        slot.notCommitted(after);
      }
    }
  }

  private long patience(long now) {
    long patience = LONGEST_COMMIT;
    for (Slot slot : slots.values()) {
      patience = Math.min(patience, slot.patience(now));
    }
    return Math.max(patience, SHORTEST_COMMIT);
  }

  /** Nanoseconds until something is due, at most {@code most}. */
  long remaining(long most) {
    long now = pool.nanos().getAsLong();
    long remaining = inbox.isEmpty() ? most : 0;
    for (Slot slot : slots.values()) {
      remaining = slot.remaining(now, remaining);
    }
    return Math.max(remaining, 0);
  }

  /**
   * Gives slots away as planned: returns when their calls have ended and said so, at the latest
   * after the grace and two seconds more, in which they are aborted.
   */
  void handOver(Collection<Integer> numbers, Duration grace) {
    long now = pool.nanos().getAsLong();
    numbers.forEach(number -> onSlot(number, slot -> slot.drain(now)));
    try {
      settle(numbers, grace.toNanos());
      numbers.forEach(number -> onSlot(number, Slot::giveUp));
      settle(numbers, ABORT_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lose(numbers);
  }

  private void settle(Collection<Integer> numbers, long nanos) throws InterruptedException {
    long deadline = pool.nanos().getAsLong() + nanos;
    turn();
    for (long left = nanos;
        hasAny(numbers) && left > 0;
        left = deadline - pool.nanos().getAsLong()) {
      inbox.await(Math.min(left, remaining(left)));
      turn();
    }
  }

  private boolean hasAny(Collection<Integer> numbers) {
    return numbers.stream().map(slots::get).anyMatch(slot -> slot != null && !slot.isIdle());
  }

  /** The slots are another worker's now: aborts their calls and forgets them. */
  void lose(Collection<Integer> numbers) {
    numbers.forEach(number -> onSlot(number, Slot::lose));
    numbers.forEach(slots::remove);
  }

  void loseAll() {
    lose(List.copyOf(slots.keySet()));
  }

  Collection<Integer> slots() {
    return List.copyOf(slots.keySet());
  }

  private void onSlot(int number, Consumer<Slot> action) {
    Slot slot = slots.get(number);
    if (slot != null) {
      action.accept(slot);
    }
  }
}
