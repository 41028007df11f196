package dev.naru.admission.replay.log;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies a log into the replay topics: never into the live ones. Each record keeps its time, its
 * bytes and its headers, and its offset as the header {@code naru_offset}. Nothing else in Naru
 * writes to those topics.
 */
public final class LogImport {
  private static final int MAX_REQUEST_BYTES = 6 << 20;

  private final String kafka;
  private final int partition;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** How many records were copied. */
  public record Imported(long commands, long events) {}

  public LogImport(String kafka, int partition) {
    this.kafka = kafka;
    this.partition = partition;
  }

  /**
   * Copies the whole log.
   *
   * @param replaces whether an earlier import may go; if not, the replay topics must be empty
   */
  public Imported run(RecordedLog log, boolean replaces)
      throws ExecutionException, InterruptedException {
    requireWhole(log);
    new ReplayTopics(kafka, partition).prepare(replaces);
    try (RecordReader commands = log.readCommands(0);
        RecordReader events = log.readEvents()) {
      try (KafkaProducer<byte[], byte[]> producer = producer()) {
        return new Imported(
            copy(commands, LogTopicNames.IMPORTED.commands(), producer),
            copy(events, LogTopicNames.IMPORTED.events(), producer));
      }
    }
  }

  /** Looks into the log before anything is changed. */
  private static void requireWhole(RecordedLog log) {
    try (RecordReader commands = log.readCommands(0);
        RecordReader events = log.readEvents()) {
      boolean isEmpty = !commands.hasNext();
      if (!isEmpty && commands.next().redactedHash() != null) {
        throw CannotReplayException.ofRedacted();
      }
      if (isEmpty || !events.hasNext()) {
        throw new CannotReplayException(
            "Expected a log with commands and events of the partition, but it has none");
      }
    }
  }

  private long copy(RecordReader records, String topic, KafkaProducer<byte[], byte[]> producer) {
    long copied = 0;
    while (records.hasNext() && failure.get() == null) {
      LogRecord record = records.next();
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topic, partition, record.timestamp(), null, record.value(), headers(record)),
              (metadata, e) -> failure.compareAndSet(null, e));
      copied++;
    }
    producer.flush();
    Exception cause = failure.get();
    if (cause != null) {
      throw new CannotReplayException(
          "Expected to write all of the log into %s, but: %s; repeat with --replace"
              .formatted(topic, cause.getMessage()));
    }
    return copied;
  }

  private static Headers headers(LogRecord record) {
    Headers headers = new RecordHeaders(record.headers().toArray());
    headers.remove(LogTopicNames.OFFSET_HEADER);
    headers.add(
        LogTopicNames.OFFSET_HEADER,
        String.valueOf(record.offset()).getBytes(StandardCharsets.US_ASCII));
    return headers;
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            MAX_REQUEST_BYTES,
            ProducerConfig.LINGER_MS_CONFIG,
            5),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
