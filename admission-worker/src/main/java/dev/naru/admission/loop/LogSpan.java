package dev.naru.admission.loop;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What a partition holds at a moment.
 *
 * @param first offset of the oldest record kept
 * @param end offset after the newest record that this consumer may read
 */
public record LogSpan(long first, long end) {
  /** Asks the broker, for a partition that the consumer need not have. */
  public static LogSpan of(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    List<TopicPartition> one = List.of(partition);
    return new LogSpan(
        Objects.requireNonNull(consumer.beginningOffsets(one).get(partition)),
        Objects.requireNonNull(consumer.endOffsets(one).get(partition)));
  }
}
