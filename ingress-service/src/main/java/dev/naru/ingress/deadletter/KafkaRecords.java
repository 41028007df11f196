package dev.naru.ingress.deadletter;

import dev.naru.ingress.submit.NotConfirmedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads from Kafka itself; seldom enough for a consumer of its own each time. */
final class KafkaRecords implements LogRecords {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;

  KafkaRecords(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public Optional<byte[]> read(String topic, int partition, long offset) {
    TopicPartition at = new TopicPartition(topic, partition);
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    try {
      consumer.assign(List.of(at));
      consumer.seek(at, offset);
      ConsumerRecord<byte[], byte[]> found = first(consumer);
      return Optional.of(found)
          .filter(record -> record.offset() == offset)
          .map(ConsumerRecord::value);
    } catch (OffsetOutOfRangeException e) {
      return Optional.empty();
    } catch (KafkaException e) {
      throw new NotConfirmedException(e);
    } finally {
      consumer.close(CloseOptions.timeout(PATIENCE));
    }
  }

  private static ConsumerRecord<byte[], byte[]> first(KafkaConsumer<byte[], byte[]> consumer) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record;
      }
    }
    throw new TimeoutException("Expected a record, but the log does not answer");
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "naru-ingress-letters",
            CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
            "none",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
