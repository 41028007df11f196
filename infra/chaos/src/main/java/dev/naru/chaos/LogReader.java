package dev.naru.chaos;

import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads commands and committed events on from where it stopped, into a {@link Ledger}. */
final class LogReader {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final TopicPartition COMMANDS = new TopicPartition(Topics.COMMANDS, 0);
  private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS, 0);

  private final WireFormat wire = new WireFormat();
  private final String kafka;
  private final Ledger ledger;
  private long nextCommand;
  private long nextEvent;

  /**
   * @param kafka where the broker itself is, {@code host:port}
   */
  LogReader(String kafka, Ledger ledger) {
    this.kafka = kafka;
    this.ledger = ledger;
  }

  private interface Taker {
    void take(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException;
  }

  /** The events' end is looked up first, so that each event read has its command read before. */
  void readOn() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      long events = end(consumer, EVENTS);
      long commands = end(consumer, COMMANDS);
      nextCommand = read(consumer, COMMANDS, nextCommand, commands, this::command);
      nextEvent = read(consumer, EVENTS, nextEvent, events, this::event);
    }
  }

  private static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition topic) {
    return consumer.endOffsets(List.of(topic), PATIENCE).getOrDefault(topic, 0L);
  }

  private static long read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition topic,
      long from,
      long end,
      Taker taker) {
    consumer.assign(List.of(topic));
    consumer.seek(topic, from);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(topic) < end) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Expected to read %s to %d, but stand at %d"
                .formatted(topic, end, consumer.position(topic)));
      }
      consumer.poll(Duration.ofSeconds(1)).forEach(record -> take(record, taker));
    }
    return consumer.position(topic);
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, Taker taker) {
    try {
      taker.take(record);
    } catch (UnreadableRecordException e) {
      throw new IllegalStateException("Expected a log that can be read, but found " + record, e);
    }
  }

  private void command(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
    ledger.command(record.offset(), wire.decodeCommand(record.value()));
  }

  private void event(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
    ledger.event(wire.decodeEnvelope(record.value()));
  }
}
