package dev.naru.evidence.log;

import dev.naru.evidence.CannotRunException;
import dev.naru.model.event.Event;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what was committed to {@code naru.events} between two moments. Not thread-safe. */
public final class EventLog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WireFormat wire = new WireFormat();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private Map<TopicPartition, Long> mark;

  public EventLog(String kafka) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka,
                "client.id", "naru-evidence",
                "isolation.level", "read_committed",
                "enable.auto.commit", false,
                "auto.offset.reset", "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(Topics.EVENTS, PATIENCE).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    mark = consumer.endOffsets(partitions, PATIENCE);
  }

  /** From here on. */
  public void mark() {
    mark = consumer.endOffsets(partitions, PATIENCE);
  }

  /** Gives every event since the mark, each partition's in their order. */
  public void sinceMark(Consumer<Event> sink) {
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions, PATIENCE);
    mark.forEach(consumer::seek);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      if (System.nanoTime() > deadline) {
        throw new CannotRunException("Expected to read the event log within " + PATIENCE);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        sink.accept(event(record));
      }
    }
  }

  private Event event(ConsumerRecord<byte[], byte[]> record) {
    try {
      return wire.decodeEnvelope(record.value()).event();
    } catch (UnreadableRecordException e) {
      throw new CannotRunException(
          "Expected an event at offset %d of %s, but: %s"
              .formatted(record.offset(), record.topic(), e.getMessage()));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
