package dev.naru.query.result;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Hands each batch of dead letters to their projection. Throws if it cannot be written: the
 * container then keeps the batch and comes again.
 */
final class LetterListener implements BatchMessageListener<byte[], byte[]> {
  private final LetterProjection projection;

  LetterListener(LetterProjection projection) {
    this.projection = projection;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    projection.apply(records);
  }
}
