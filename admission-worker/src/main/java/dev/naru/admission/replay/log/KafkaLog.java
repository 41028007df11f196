package dev.naru.admission.replay.log;

import dev.naru.admission.loop.LogSpan;
import dev.naru.model.wire.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A log in Kafka; reading it takes part in no group and changes nothing. */
public final class KafkaLog implements RecordedLog {
  private static final int MOST_AT_ONCE = 5_000;
  private static final int PATIENCE_MILLIS = 20_000;

  private final String kafka;
  private final LogTopicNames topics;
  private final int partition;

  /**
   * @param kafka bootstrap servers, such as {@code 127.0.0.1:9092}
   */
  public KafkaLog(String kafka, LogTopicNames topics, int partition) {
    this.kafka = kafka;
    this.topics = topics;
    this.partition = partition;
  }

  @Override
  public LogSpan commands() {
    if (topics.isCopy()) {
      return spanOfCopy();
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return LogSpan.of(consumer, known(consumer, topics.commands()));
    }
  }

  /**
   * A copy begins where its records say, and is as long as they are many: commands have no gaps.
   */
  private LogSpan spanOfCopy() {
    try (RecordReader reader = readCommands(0);
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      LogSpan copy = LogSpan.of(consumer, known(consumer, topics.commands()));
      long first = reader.hasNext() ? reader.next().offset() : 0;
      return new LogSpan(first, first + copy.end() - copy.first());
    }
  }

  @Override
  public OptionalLong firstSince(long time) {
    if (topics.isCopy()) {
      return firstInCopySince(time);
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition known = known(consumer, topics.commands());
      @Nullable OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(known, time)).get(known);
      return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
    }
  }

  private OptionalLong firstInCopySince(long time) {
    try (RecordReader reader = readCommands(0)) {
      while (reader.hasNext()) {
        LogRecord record = reader.next();
        if (record.timestamp() >= time) {
          return OptionalLong.of(record.offset());
        }
      }
      return OptionalLong.empty();
    }
  }

  @Override
  public RecordReader readCommands(long from) {
    return read(topics.commands(), Topics.COMMANDS, from);
  }

  @Override
  public RecordReader readEvents() {
    return read(topics.events(), Topics.EVENTS, 0);
  }

  private RecordReader read(String topic, String name, long from) {
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    try {
      return new KafkaReader(consumer, known(consumer, topic), name, topics.isCopy(), from);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private TopicPartition known(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    var partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.stream().noneMatch(it -> it.partition() == partition)) {
      throw new CannotReplayException(
          "Expected Kafka at %s to have partition %d of %s, but it has not: see --kafka, --data and --partition"
              .formatted(kafka, partition, topic));
    }
    return new TopicPartition(topic, partition);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    // each reading has a consumer of its own, and closes it
  }
}
