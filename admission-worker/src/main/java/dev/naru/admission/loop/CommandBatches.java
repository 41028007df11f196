package dev.naru.admission.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads commands in batches that are worth a transaction, which costs the same for one command as
 * for hundreds. While few come, each is taken as it comes; once a batch held several, the next ones
 * may gather for 3 ms from the end of that batch. Belongs to the loop's thread.
 */
final class CommandBatches {
  /** So many commands make a batch that need not wait for more. */
  static final int ENOUGH = 200;

  private static final int SEVERAL = 8;
  private static final long GATHERING = Duration.ofMillis(3).toNanos();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition commands;
  private int lastSize;
  private long lastEnd;

  CommandBatches(KafkaConsumer<byte[], byte[]> consumer, TopicPartition commands) {
    this.consumer = consumer;
    this.commands = commands;
  }

  /** Returns the next commands, in their order; none if none come within {@code patience}. */
  List<ConsumerRecord<byte[], byte[]>> next(Duration patience) {
    List<ConsumerRecord<byte[], byte[]>> batch = poll(patience);
    long until = lastEnd + GATHERING;
    if (batch.isEmpty() || batch.size() >= ENOUGH || lastSize < SEVERAL) {
      return batch;
    }
    List<ConsumerRecord<byte[], byte[]>> gathered = new ArrayList<>(batch);
    for (long left = left(until); left > 0 && gathered.size() < ENOUGH; left = left(until)) {
      // the next fetch is under way already: what it brings is read in one go, later
      LockSupport.parkNanos(left);
      gathered.addAll(poll(Duration.ZERO));
    }
    return gathered;
  }

  /** Notes the end of a batch of that size: it is committed, or on its way. */
  void ended(int size) {
    lastSize = size;
    lastEnd = System.nanoTime();
  }

  private List<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
    return consumer.poll(patience).records(commands);
  }

  private static long left(long until) {
    return until - System.nanoTime();
  }
}
