package dev.naru.query.slot;

import dev.naru.model.SlotAssignment;
import dev.naru.model.wire.UnreadableRecordException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a {@link Run} of each record of a pool's slots. */
final class Assignments {
  private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);

  private final SlotPool pool;
  private final Consumer<Runnable> inbox;

  Assignments(SlotPool pool, Consumer<Runnable> inbox) {
    this.pool = pool;
    this.inbox = inbox;
  }

  /** Of a record that this worker is the first or the next to own. */
  Run runOf(ConsumerRecord<byte[], byte[]> record, @Nullable Inherited inherited, long now) {
    try {
      SlotAssignment assignment = read(record);
      Claim claim = inherited == null ? null : inherited.of(record, assignment.queryId());
      boolean mayStillRun = claim != null && claim.attempt() > 0 && !claim.over();
      long quarantine = mayStillRun ? pool.settings().slotQuarantine().toNanos() : 0;
      return QueryRun.take(pool, work(record, assignment, claim), inbox, quarantine, now);
    } catch (UnreadableRecordException e) {
      return poison(record, e, now);
    }
  }

  /** Of a record that this worker has claimed ahead, by a commit of {@code claimedAt}. */
  Run claimedRunOf(ConsumerRecord<byte[], byte[]> record, long claimedAt, long now) {
    try {
      Work work = work(record, read(record), null);
      return QueryRun.takeClaimed(pool, work, inbox, claimedAt, now);
    } catch (UnreadableRecordException e) {
      return poison(record, e, now);
    }
  }

  private Work work(
      ConsumerRecord<byte[], byte[]> record, SlotAssignment assignment, @Nullable Claim claim) {
    int attempt = claim == null ? 0 : claim.attempt();
    int spared = claim == null ? 0 : claim.spared();
    long longest = pool.settings().upstream().timeout().toMillis();
    return new Work(record, assignment, attempt, spared, longest);
  }

  private Run poison(
      ConsumerRecord<byte[], byte[]> record, UnreadableRecordException why, long now) {
    LOG.error(
        "Nobody can read a record, so it becomes a dead letter and its slot goes on: topic={} slot={} offset={} reason={}",
        record.topic(),
        record.partition(),
        record.offset(),
        why.getMessage());
    return new PoisonRun(pool, inbox, record, now);
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
}
