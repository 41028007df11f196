package dev.naru.admission.replay.log;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.snapshot.SnapshotReader;
import dev.naru.admission.snapshot.Snapshots.Restored;
import dev.naru.model.wire.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A log in Kafka; reading it takes part in no group and changes nothing. */
public final class KafkaLog implements RecordedLog {
  private static final int MOST_AT_ONCE = 5_000;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final Duration POLL = Duration.ofMillis(200);

  /** Enough to meet the newest event, as a rule, whatever markers stand behind it. */
  private static final long LOOK_BACK = 20;

  private final String kafka;
  private final LogTopicNames topics;
  private final int partition;
  private final @Nullable SnapshotReader snapshots;

  /**
   * @param kafka bootstrap servers, such as {@code 127.0.0.1:9092}
   */
  public KafkaLog(String kafka, LogTopicNames topics, int partition) {
    this(kafka, topics, partition, null);
  }

  /**
   * @param snapshots where a log begins whose oldest records were removed; null if they cannot be
   *     read
   */
  public KafkaLog(
      String kafka, LogTopicNames topics, int partition, @Nullable SnapshotReader snapshots) {
    this.kafka = kafka;
    this.topics = topics;
    this.partition = partition;
    this.snapshots = snapshots;
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
  public RecordReader readEvents(long from) {
    return read(topics.events(), Topics.EVENTS, from);
  }

  @Override
  public Beginning beginning(long command) {
    if (topics.isCopy()) {
      return Beginning.ofNothing();
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      long first = LogSpan.of(consumer, known(consumer, topics.events())).first();
      return first == 0 ? Beginning.ofNothing() : beginning(first, command);
    }
  }

  private Beginning beginning(long firstEvent, long command) {
    if (snapshots == null) {
      throw new CannotReplayException(
          "Expected Postgres, because the events before %d are removed and only a snapshot knows what was then, but it is not named: use --data of a running Naru, or --postgres"
              .formatted(firstEvent));
    }
    try {
      Restored restored = snapshots.newestBefore(partition, firstEvent, command);
      if (restored != null) {
        return new Beginning(restored.state(), restored.place().nextEvent());
      }
    } catch (SQLException e) {
      throw new CannotReplayException(
          "Expected Postgres to answer, because the events before %d are removed and a snapshot is needed, but: %s"
              .formatted(firstEvent, e.getMessage()));
    }
    throw new CannotReplayException(
        "Expected a good snapshot from before command %d, because the events before %d are removed, but there is none: begin with a later command"
            .formatted(command, firstEvent));
  }

  /** How many partitions the log has. */
  public int partitions() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      known(consumer, topics.commands());
      return consumer.partitionsFor(topics.commands()).size();
    }
  }

  /**
   * The events of a partition.
   *
   * @param first offset of the oldest that is kept
   * @param next offset after the newest; markers of transactions that come after it do not count
   */
  public record EventsEnd(int partition, long first, long next) {}

  /** Looks how far the events go, in all partitions. */
  public List<EventsEnd> eventsEnds() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      known(consumer, topics.events());
      return consumer.partitionsFor(topics.events()).stream()
          .map(info -> end(consumer, new TopicPartition(info.topic(), info.partition())))
          .toList();
    }
  }

  private static EventsEnd end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition events) {
    LogSpan span = LogSpan.of(consumer, events);
    consumer.assign(List.of(events));
    long next = span.first();
    for (long back = LOOK_BACK; next == span.first() && span.first() < span.end(); back *= 10) {
      long from = Math.max(span.first(), span.end() - back);
      consumer.seek(events, from);
      next = afterLast(consumer, events, span.end(), next);
      if (from == span.first()) {
        break;
      }
    }
    return new EventsEnd(events.partition(), span.first(), next);
  }

  private static long afterLast(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition events, long end, long none) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    long next = none;
    while (consumer.position(events) < end) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("Expected the last events, but Kafka does not send them");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(events)) {
        next = record.offset() < end ? record.offset() + 1 : next;
      }
    }
    return next;
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
