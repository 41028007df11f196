package dev.naru.query.slot;

import dev.naru.query.deadletter.DeadLetter;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record that nobody can read: it becomes a dead letter, and the slot goes on. No proof is asked
 * for: two workers would write the same letter.
 */
final class PoisonRun implements Run {
  private final Farewell farewell;
  private final OffsetAndMetadata next;
  private boolean lost;

  PoisonRun(
      SlotPool pool, Consumer<Runnable> inbox, ConsumerRecord<byte[], byte[]> record, long now) {
    DeadLetter letter = new DeadLetter(record, DeadLetter.UNREADABLE, null, 0);
    this.farewell =
        new Farewell(
            pool, inbox, new Ending(Origin.partition(record.headers()), letter, null), null, now);
    this.next = new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "");
  }

  @Override
  public void turn(long now) {
    farewell.say(now, () -> {});
  }

  @Override
  public long remaining(long now) {
    return farewell.isSaid() ? 0 : farewell.remaining(now);
  }

  @Override
  public boolean isCommitDue(long now) {
    return false;
  }

  @Override
  public @Nullable OffsetAndMetadata commit(long now, long through) {
    return null;
  }

  @Override
  public boolean claims() {
    return false;
  }

  @Override
  public long patience(long now) {
    return Long.MAX_VALUE;
  }

  @Override
  public void committed(long at) {}

  @Override
  public void notCommitted(long now) {}

  @Override
  public void drain() {}

  @Override
  public void giveUp() {
    lost = true;
  }

  @Override
  public void lose() {
    lost = true;
  }

  @Override
  public boolean isOver() {
    return lost || farewell.isSaid();
  }

  @Override
  public @Nullable OffsetAndMetadata leaves() {
    return farewell.isSaid() ? next : null;
  }
}
