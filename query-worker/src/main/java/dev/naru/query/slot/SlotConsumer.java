package dev.naru.query.slot;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a slot thread's consumer: polls, takes, commits, and gives slots away. */
final class SlotConsumer implements ConsumerRebalanceListener, SlotLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlotConsumer.class);
  private static final Duration CLOSE = Duration.ofSeconds(4);
  private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_HOLD = TimeUnit.SECONDS.toNanos(5);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration grace;
  private final long longestPoll;
  private final SlotTable table;
  private final Inbox inbox = new Inbox(this::wake);
  private final AtomicBoolean polling = new AtomicBoolean();
  private final PreviousClaims claims;
  private final Set<TopicPartition> held = new HashSet<>();
  private final IntPredicate share;
  private long heldSince;
  private long polled = System.nanoTime();
  private boolean healthy = true;

  /**
   * @param share told how many slots this consumer has, whether it may begin something on them
   */
  SlotConsumer(
      Consumer<byte[], byte[]> consumer,
      String topic,
      SlotPool pool,
      Duration grace,
      Duration longestPoll,
      IntPredicate share) {
    this.consumer = consumer;
    this.topic = topic;
    this.grace = grace;
    this.longestPoll = longestPoll.toNanos();
    this.share = share;
    this.claims = new PreviousClaims(consumer);
    this.table = new SlotTable(pool, this, inbox);
  }

  void subscribe() {
    consumer.subscribe(List.of(topic), this);
  }

  /** Wakes the thread from its poll; for any thread. */
  void wake() {
    // Outside of a poll the thread looks into its inbox anyway, and a commit is not disturbed.
    if (polling.get()) {
      consumer.wakeup();
    }
  }

  /** One poll, and all that is due. */
  void turn() {
    release();
    table.turn();
    for (ConsumerRecord<byte[], byte[]> record : poll()) {
      table.take(record, claims.before(record));
    }
    table.turn();
  }

  /** Begins on slots that were held back, once they are here to stay or nothing moves them. */
  private void release() {
    boolean fair = share.test(consumer.assignment().size());
    if (!held.isEmpty() && (fair || System.nanoTime() - heldSince > LONGEST_HOLD)) {
      consumer.resume(held);
      held.clear();
    }
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    boolean busy = isBusy();
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
    return !slots.isEmpty() && held.isEmpty() && consumer.paused().containsAll(slots);
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

  /** Gives all slots away as planned. */
  void drain() {
    table.handOver(table.slots(), grace);
    // Siblings that were done sooner may have left their slots to this member: it learns of them
    // here and gives them back on closing. Nothing that is read now is begun.
    try {
      consumer.poll(Duration.ZERO);
    } catch (WakeupException e) {
      LOG.trace("A wake-up came late", e);
    }
  }

  /** Seconds since the last heartbeat that the cluster answered; empty if not in the group. */
  OptionalLong heartbeatAge() {
    if (consumer.groupMetadata().generationId() < 0) {
      return OptionalLong.empty();
    }
    return consumer.metrics().entrySet().stream()
        .filter(metric -> "last-heartbeat-seconds-ago".equals(metric.getKey().name()))
        .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
        .filter(age -> age >= 0)
        .min();
  }

  int slots() {
    return consumer.assignment().size();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    claims.assigned(partitions);
    if (!share.test(consumer.assignment().size())) {
      consumer.pause(partitions);
      held.addAll(partitions);
      heldSince = System.nanoTime();
    }
    LOG.info("Slots taken over: topic={} slots={}", topic, numbers(partitions));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    if (healthy) {
      table.handOver(numbers(partitions), grace);
    }
    forget(partitions);
    LOG.info("Slots handed over: topic={} slots={}", topic, numbers(partitions));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    forget(partitions);
    LOG.warn("Slots lost, their calls are aborted: topic={} slots={}", topic, numbers(partitions));
  }

  private void forget(Collection<TopicPartition> partitions) {
    table.lose(numbers(partitions));
    claims.forget(partitions);
    partitions.forEach(held::remove);
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).sorted().toList();
  }

  @Override
  public boolean commit(Map<Integer, OffsetAndMetadata> offsets, Duration timeout) {
    if (offsets.isEmpty()) {
      return true;
    }
    Map<TopicPartition, OffsetAndMetadata> byPartition = new HashMap<>();
    offsets.forEach((slot, offset) -> byPartition.put(partition(slot), offset));
    try {
      WakeUps.outlast(
          () -> {
            consumer.commitSync(byPartition, timeout);
            return true;
          });
      return true;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn(
          "A commit was not acknowledged, so it is tried again: topic={} slots={} reason={}",
          topic,
          offsets.keySet(),
          e.toString());
      return false;
    }
  }

  @Override
  public void pause(int slot) {
    consumer.pause(List.of(partition(slot)));
  }

  @Override
  public void resume(int slot) {
    // A slot that was handed over meanwhile is nobody's here.
    if (consumer.assignment().contains(partition(slot))) {
      consumer.resume(List.of(partition(slot)));
    }
  }

  private TopicPartition partition(int slot) {
    return new TopicPartition(topic, slot);
  }

  /** Something is wrong with this consumer: calls are aborted, and nothing is said of them. */
  void fail() {
    healthy = false;
    table.loseAll();
  }

  @Override
  public void close() {
    var unused = share.test(0);
    WakeUps.outlast(
        () -> {
          consumer.close(CloseOptions.timeout(CLOSE));
          return true;
        });
  }
}
