package dev.naru.query.slot;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the last owners of a consumer's slots said of the records there: asked for once after each
 * assignment, as later on this worker is the last owner itself.
 */
final class PreviousClaims {
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(4);

  private final Consumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> fresh = new HashSet<>();

  PreviousClaims(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  void assigned(Collection<TopicPartition> partitions) {
    fresh.addAll(partitions);
  }

  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(fresh::remove);
  }

  /** The claim that was committed for the record; null if there is none. */
  @Nullable Claim before(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    if (!fresh.remove(partition)) {
      return null;
    }
    OffsetAndMetadata committed =
        WakeUps.outlast(() -> consumer.committed(Set.of(partition), LONGEST_FETCH)).get(partition);
    if (committed == null) {
      return null; // the group's first start: what was assigned before it is to be run
    }
    requireUnbroken(record, partition, committed.offset());
    return committed.offset() == record.offset() ? Claim.from(committed.metadata()) : null;
  }

  /**
   * The consumer goes to the earliest record not only at the group's first start, for which it is
   * told to, but also if the committed offset is not in the log: then it would run a slot's past
   * again, or pass over what is missing, unasked.
   */
  private void requireUnbroken(
      ConsumerRecord<byte[], byte[]> record, TopicPartition partition, long committed) {
    boolean gap = record.offset() > committed; // as a rule a transaction's marker
    long first =
        gap
            ? WakeUps.outlast(() -> consumer.beginningOffsets(Set.of(partition), LONGEST_FETCH))
                .getOrDefault(partition, 0L)
            : 0;
    if (record.offset() < committed || first > committed) {
      throw new IllegalStateException(
          ("Expected the log of slot %d of %s to go on at offset %d, but it was cut off or made anew. Stop the workers, set the "
                  + "offsets of their group (kafka-consumer-groups --reset-offsets) to what is to be run next, and start them")
              .formatted(record.partition(), record.topic(), committed));
    }
  }
}
