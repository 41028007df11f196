package dev.naru.query.result;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

/**
 * Hands each batch of dead letters to their projection. Throws if it cannot be written: the
 * container then keeps the batch and comes again.
 */
final class LetterListener implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {
  private static final Logger LOG = LoggerFactory.getLogger(LetterListener.class);

  private final LetterProjection projection;

  LetterListener(LetterProjection projection) {
    this.projection = projection;
  }

  /** A list that was emptied, or a new database, is filled again from the topic. */
  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    boolean begun = assignments.values().stream().anyMatch(position -> position > 0);
    if (begun && projection.isEmpty()) {
      LOG.warn(
          "There are no dead letters, though their topic was read before: they are listed again from the first one that it has: positions={}",
          assignments);
      callback.seekToBeginning(assignments.keySet());
    }
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    projection.apply(records);
  }
}
