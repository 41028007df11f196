package dev.naru.bench.pipeline;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka clients with the settings of the product's own. */
final class Clients {
  /** Most commands of one transaction, as the product has it. */
  static final int MAX_BATCH = 1_000;

  private final String kafka;

  Clients(String kafka) {
    this.kafka = kafka;
  }

  String kafka() {
    return kafka;
  }

  KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", kafka,
            "isolation.level", isolation,
            "max.poll.records", MAX_BATCH,
            "enable.auto.commit", false,
            "auto.offset.reset", "none"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  KafkaProducer<byte[], byte[]> transactional(String id) {
    Map<String, Object> settings = producerSettings(0);
    settings.put("transactional.id", id);
    KafkaProducer<byte[], byte[]> producer = producer(settings);
    producer.initTransactions();
    return producer;
  }

  /**
   * @param lingerMillis how long a record may wait for others
   */
  KafkaProducer<byte[], byte[]> producer(int lingerMillis) {
    return producer(producerSettings(lingerMillis));
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> producerSettings(int lingerMillis) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka);
    settings.put("acks", "all");
    settings.put("linger.ms", lingerMillis);
    return settings;
  }
}
