package dev.naru.query.slot;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a slot thread's consumer: polls, takes, commits, and gives slots away. */
final class SlotConsumer implements ConsumerRebalanceListener, SlotLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlotConsumer.class);
  private static final Duration CLOSE = Duration.ofSeconds(4);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration grace;
  private final SlotTable table;
  private final Inbox inbox = new Inbox(this::wake);
  private final SlotPolls polls;
  private final PreviousClaims claims;
  private final HeldSlots held;
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
    this.held = new HeldSlots(consumer, share);
    this.claims = new PreviousClaims(consumer);
    this.table = new SlotTable(pool, this, inbox);
    this.polls = new SlotPolls(consumer, table, inbox, longestPoll);
  }

  void subscribe() {
    consumer.subscribe(List.of(topic), this);
  }

  /** Wakes the thread from its poll; for any thread. */
  void wake() {
    polls.wake();
  }

  /** One poll, and all that is due. */
  void turn() {
    held.release();
    table.turn();
    for (ConsumerRecord<byte[], byte[]> record : polls.poll(held.isEmpty())) {
      table.take(record, claims.before(record));
    }
    table.turn();
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
    held.assigned(partitions);
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
    held.forget(partitions);
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
    held.close();
    WakeUps.outlast(
        () -> {
          consumer.close(CloseOptions.timeout(CLOSE));
          return true;
        });
  }
}
