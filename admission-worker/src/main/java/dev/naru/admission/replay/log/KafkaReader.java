package dev.naru.admission.replay.log;

import dev.naru.admission.loop.LogSpan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads one partition of a topic with a consumer of its own, which takes part in no group. */
final class KafkaReader implements RecordReader {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final String name;
  private final boolean isCopy;
  private final long from;
  private final Deque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();
  private long end;

  /**
   * @param name what the records are called, whatever topic they are read from
   * @param from offset of the first record that is wanted
   */
  KafkaReader(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      String name,
      boolean isCopy,
      long from) {
    this.consumer = consumer;
    this.partition = partition;
    this.name = name;
    this.isCopy = isCopy;
    this.from = from;
    consumer.assign(List.of(partition));
    LogSpan span = LogSpan.of(consumer, partition);
    this.end = span.end();
    consumer.seek(partition, isCopy ? span.first() : Math.max(from, span.first()));
  }

  @Override
  public void goOn() {
    end = LogSpan.of(consumer, partition).end();
  }

  @Override
  public boolean hasNext() {
    while (read.isEmpty() && consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (offset(record) >= from) {
          read.add(record);
        }
      }
    }
    return !read.isEmpty();
  }

  @Override
  public LogRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The reading has come to its end");
    }
    ConsumerRecord<byte[], byte[]> record = read.removeFirst();
    return new LogRecord(
        name,
        record.partition(),
        offset(record),
        record.timestamp(),
        record.value(),
        null,
        record.headers());
  }

  private long offset(ConsumerRecord<byte[], byte[]> record) {
    return isCopy ? copiedOffset(record) : record.offset();
  }

  private long copiedOffset(ConsumerRecord<byte[], byte[]> record) {
    @Nullable Header header = record.headers().lastHeader(LogTopicNames.OFFSET_HEADER);
    if (header == null || header.value() == null) {
      throw new CannotReplayException(
          "Expected each record of %s to carry the header %s, but the one at %d does not: import the log again"
              .formatted(partition, LogTopicNames.OFFSET_HEADER, record.offset()));
    }
    return Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
