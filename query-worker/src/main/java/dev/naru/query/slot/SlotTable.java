package dev.naru.query.slot;

import dev.naru.model.SlotAssignment;
import dev.naru.model.wire.UnreadableRecordException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots of one slot thread: at most one {@link Run} each. A slot is paused while it has one,
 * and one commit proves them all.
 */
final class SlotTable {
  private static final Logger LOG = LoggerFactory.getLogger(SlotTable.class);
  private static final long LONGEST_COMMIT = TimeUnit.SECONDS.toNanos(2);
  private static final long SHORTEST_COMMIT = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long ABORT_WAIT = TimeUnit.SECONDS.toNanos(2);

  private final SlotPool pool;
  private final SlotLog log;
  private final Inbox inbox;
  private final Map<Integer, Run> runs = new HashMap<>();

  SlotTable(SlotPool pool, SlotLog log, Inbox inbox) {
    this.pool = pool;
    this.log = log;
    this.inbox = inbox;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /**
   * Takes the next record of a free slot.
   *
   * @param previous what the slot's last owner committed for this offset; null if nothing, or if
   *     this worker was the owner
   */
  void take(ConsumerRecord<byte[], byte[]> record, @Nullable Claim previous) {
    int slot = record.partition();
    log.pause(slot);
    Run before = runs.put(slot, runOf(record, previous));
    if (before != null) {
      throw new IllegalStateException(
          "Expected slot %d of pool '%s' to be free, but it has a query"
              .formatted(slot, pool.name()));
    }
  }

  private Run runOf(ConsumerRecord<byte[], byte[]> record, @Nullable Claim previous) {
    long now = pool.nanos().getAsLong();
    try {
      SlotAssignment assignment = read(record);
      boolean known = previous != null && previous.queryId().equals(assignment.queryId());
      Claim claim = known ? previous : null;
      boolean mayStillRun = claim != null && claim.attempt() > 0 && !claim.over();
      long quarantine = mayStillRun ? pool.settings().slotQuarantine().toNanos() : 0;
      int attempt = claim == null ? 0 : claim.attempt();
      int spared = claim == null ? 0 : claim.spared();
      long longest = pool.settings().upstream().timeout().toMillis();
      return QueryRun.take(
          pool, new Work(record, assignment, attempt, spared, longest), inbox, quarantine, now);
    } catch (UnreadableRecordException e) {
      LOG.error(
          "Nobody can read a record, so it becomes a dead letter and its slot goes on: topic={} slot={} offset={} reason={}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return new PoisonRun(pool, inbox, record, now);
    }
  }

  private SlotAssignment read(ConsumerRecord<byte[], byte[]> record)
      throws UnreadableRecordException {
    SlotAssignment assignment = pool.wire().decodeSlotAssignment(record.value());
    if (isIncomplete(assignment)) {
      throw new UnreadableRecordException(
          "Expected a whole assignment, but parts are missing", null);
    }
    if (assignment.slot() != record.partition() || !pool.name().equals(assignment.pool())) {
      throw new UnreadableRecordException(
          "Expected an assignment to this slot, but it is to slot %d of pool '%s'"
              .formatted(assignment.slot(), assignment.pool()),
          null);
    }
    return assignment;
  }

  @SuppressWarnings("ConstantValue") // what is read from outside may lack anything
  private static boolean isIncomplete(SlotAssignment assignment) {
    return assignment.queryId() == null
        || assignment.sessionId() == null
        || assignment.room() == null
        || assignment.payload() == null;
  }

  /** Does everything that is due, commits included. */
  void turn() {
    inbox.work();
    long now = pool.nanos().getAsLong();
    runs.values().forEach(run -> run.turn(now));
    if (runs.values().stream().anyMatch(run -> run.isCommitDue(now))) {
      commit(now);
    }
    free();
  }

  private void commit(long now) {
    Map<Integer, OffsetAndMetadata> offsets = new HashMap<>();
    runs.forEach(
        (slot, run) -> {
          OffsetAndMetadata offset = run.commit(now);
          if (offset != null) {
            offsets.put(slot, offset);
          }
        });
    boolean acknowledged = log.commit(offsets, Duration.ofNanos(patience(now)));
    long after = pool.nanos().getAsLong();
    for (int slot : offsets.keySet()) {
      Run run = runs.get(slot);
      if (run != null && acknowledged) {
        run.committed(now);
      } else if (run != null) {
        run.notCommitted(after);
      }
    }
  }

  private long patience(long now) {
    long patience = LONGEST_COMMIT;
    for (Run run : runs.values()) {
      patience = Math.min(patience, run.patience(now));
    }
    return Math.max(patience, SHORTEST_COMMIT);
  }

  private void free() {
    runs.entrySet()
        .removeIf(
            entry -> {
              if (entry.getValue().isOver()) {
                log.resume(entry.getKey());
                return true;
              }
              return false;
            });
  }

  /** Nanoseconds until something is due, at most {@code most}. */
  long remaining(long most) {
    long now = pool.nanos().getAsLong();
    long remaining = inbox.isEmpty() ? most : 0;
    for (Run run : runs.values()) {
      remaining = Math.min(remaining, run.remaining(now));
    }
    return Math.max(remaining, 0);
  }

  /**
   * Gives slots away as planned: returns when their calls have ended and said so, at the latest
   * after the grace and two seconds more, in which they are aborted.
   */
  void handOver(Collection<Integer> slots, Duration grace) {
    slots.forEach(slot -> onRun(slot, Run::drain));
    try {
      settle(slots, grace.toNanos());
      slots.forEach(slot -> onRun(slot, Run::giveUp));
      settle(slots, ABORT_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lose(slots);
  }

  private void settle(Collection<Integer> slots, long nanos) throws InterruptedException {
    long deadline = pool.nanos().getAsLong() + nanos;
    turn();
    for (long left = nanos; hasAny(slots) && left > 0; left = deadline - pool.nanos().getAsLong()) {
      inbox.await(Math.min(left, remaining(left)));
      turn();
    }
  }

  private boolean hasAny(Collection<Integer> slots) {
    return slots.stream().anyMatch(runs::containsKey);
  }

  /** The slots are another worker's now: aborts their calls and forgets them. */
  void lose(Collection<Integer> slots) {
    slots.forEach(slot -> onRun(slot, Run::lose));
    slots.forEach(runs::remove);
  }

  void loseAll() {
    lose(List.copyOf(runs.keySet()));
  }

  Collection<Integer> slots() {
    return List.copyOf(runs.keySet());
  }

  private void onRun(int slot, Consumer<Run> action) {
    Run run = runs.get(slot);
    if (run != null) {
      action.accept(run);
    }
  }
}
