package dev.naru.admission.replay;

import dev.naru.admission.loop.LogSpan;
import dev.naru.model.command.Command;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partition of a topic from its first record to where it ended when the reading began;
 * takes part in no group and changes nothing.
 */
final class LogReading<T> implements Iterator<T>, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MOST_AT_ONCE = 5_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Function<ConsumerRecord<byte[], byte[]>, T> decode;
  private final Deque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();
  private final long end;

  /** Throws {@link CannotReplayException} if the beginning is not there any more. */
  private LogReading(
      String kafka, String topic, Function<ConsumerRecord<byte[], byte[]>, T> decode) {
    this.partition = new TopicPartition(topic, 0);
    this.decode = decode;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "max.poll.records",
                MOST_AT_ONCE,
                "auto.offset.reset",
                "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    LogSpan log = LogSpan.of(consumer, partition);
    this.end = log.end();
    if (log.first() > 0) {
      consumer.close();
      throw new CannotReplayException(
          "Expected %s to begin at offset 0, but it begins at %d: only a whole log can be decided again"
              .formatted(partition, log.first()));
    }
    consumer.seek(partition, 0);
  }

  static LogReading<RecordedCommand> commands(String kafka, WireFormat wire) {
    return new LogReading<>(kafka, Topics.COMMANDS, record -> command(record, wire));
  }

  static LogReading<Envelope> events(String kafka, WireFormat wire) {
    return new LogReading<>(kafka, Topics.EVENTS, record -> event(record, wire));
  }

  private static RecordedCommand command(ConsumerRecord<byte[], byte[]> record, WireFormat wire) {
    return new RecordedCommand(
        record.offset(), record.timestamp(), record.value(), readable(record, wire));
  }

  private static @Nullable Command readable(
      ConsumerRecord<byte[], byte[]> record, WireFormat wire) {
    try {
      return wire.decodeCommand(record.value());
    } catch (UnreadableRecordException e) {
      return null; // as the worker saw it
    }
  }

  private static Envelope event(ConsumerRecord<byte[], byte[]> record, WireFormat wire) {
    try {
      return wire.decodeEnvelope(record.value());
    } catch (UnreadableRecordException e) {
      throw new CannotReplayException(
          "Expected an event of this version at offset %d of %s, but found something else: use the version that wrote it"
              .formatted(record.offset(), record.topic()));
    }
  }

  /** One more than the offset of the last record. */
  long end() {
    return end;
  }

  @Override
  public boolean hasNext() {
    while (read.isEmpty() && consumer.position(partition) < end) {
      consumer.poll(POLL).forEach(read::add);
    }
    return !read.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The reading has come to its end");
    }
    return decode.apply(read.removeFirst());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
