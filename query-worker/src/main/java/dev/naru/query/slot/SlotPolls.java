package dev.naru.query.slot;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;

/** Waits for the next records of a thread's slots, or until something else is due. */
final class SlotPolls {
  private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(50);

  private final Consumer<byte[], byte[]> consumer;
  private final SlotTable table;
  private final Inbox inbox;
  private final long longestPoll;
  private final AtomicBoolean polling = new AtomicBoolean();
  private long polled = System.nanoTime();

  SlotPolls(Consumer<byte[], byte[]> consumer, SlotTable table, Inbox inbox, Duration longestPoll) {
    this.consumer = consumer;
    this.table = table;
    this.inbox = inbox;
    this.longestPoll = longestPoll.toNanos();
  }

  /** Wakes the thread from its poll; for any thread. */
  void wake() {
    // Outside of a poll the thread looks into its inbox anyway, and a commit is not disturbed.
    if (polling.get()) {
      consumer.wakeup();
    }
  }

  /**
   * Returns what has come.
   *
   * @param mayBeBusy whether slots are paused because they have something to do, and not held back
   */
  ConsumerRecords<byte[], byte[]> poll(boolean mayBeBusy) {
    boolean busy = mayBeBusy && isBusy();
    if (busy) {
      awaitMessage();
      if (System.nanoTime() - polled < LONGEST_WAIT) {
        return ConsumerRecords.empty();
      }
    }
    polling.set(true);
    try {
      // Read after the flag is up: whoever comes later wakes the poll.
      long nanos = busy ? 0 : table.remaining(longestPoll);
      return consumer.poll(Duration.ofMillis((nanos + 999_999) / 1_000_000));
    } catch (WakeupException e) {
      return ConsumerRecords.empty();
    } catch (UnsupportedVersionException e) {
      throw new IllegalStateException(
          "Expected the cluster to know the consumer group protocol, but it does not: set naru.query.group-protocol to classic",
          e);
    } finally {
      polling.set(false);
      polled = System.nanoTime();
    }
  }

  /** Whether there is nothing to read: each of its slots has something to do. */
  private boolean isBusy() {
    Set<TopicPartition> slots = consumer.assignment();
    return !slots.isEmpty() && consumer.paused().containsAll(slots);
  }

  /**
   * A consumer that was sent something for a paused slot spins in its poll until that returns: ten
   * long calls took two cores. So it waits here, and polls that do not wait keep it a member, if
   * one that learns of a new assignment a little later.
   */
  private void awaitMessage() {
    try {
      inbox.await(table.remaining(LONGEST_WAIT));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
