package dev.naru.ingress.submit;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Appends with the producer of the commands; nobody but an operator waits for it. */
final class KafkaRecordSubmission implements RecordSubmission {
  private final Producer<byte[], byte[]> producer;

  KafkaRecordSubmission(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public LogPosition append(String topic, int partition, byte[] value) {
    try {
      RecordMetadata metadata =
          producer
              .send(new ProducerRecord<>(topic, partition, null, value))
              .get(KafkaCommandSubmission.LONGEST.toNanos(), TimeUnit.NANOSECONDS);
      return new LogPosition(metadata.partition(), metadata.offset(), metadata.timestamp());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotConfirmedException(e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new NotConfirmedException(e);
    }
  }
}
