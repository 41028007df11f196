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
  private boolean over;
  private long retryAt;

  PoisonRun(
      SlotPool pool, Consumer<Runnable> inbox, ConsumerRecord<byte[], byte[]> record, long now) {
    DeadLetter letter = new DeadLetter(record, DeadLetter.UNREADABLE, null, 0);
    this.farewell =
        new Farewell(
            pool, inbox, new Ending(Origin.partition(record.headers()), letter, null), null, now);
    this.next = new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "");
    this.retryAt = now;
  }

  @Override
  public void turn(long now) {
    farewell.say(now, () -> {});
  }

  @Override
  public long remaining(long now) {
    return farewell.isSaid() ? retryAt - now : farewell.remaining(now);
  }

  @Override
  public boolean isCommitDue(long now) {
    return farewell.isSaid() && now - retryAt >= 0;
  }

  @Override
  public @Nullable OffsetAndMetadata commit(long now) {
    return farewell.isSaid() ? next : null;
  }

  @Override
  public long patience(long now) {
    return Long.MAX_VALUE;
  }

  @Override
  public void committed(long at) {
    over = farewell.isSaid();
  }

  @Override
  public void notCommitted(long now) {
    retryAt = now + RETRY_NANOS;
  }

  @Override
  public void drain() {}

  @Override
  public void giveUp() {
    over = true;
  }

  @Override
  public void lose() {
    over = true;
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
