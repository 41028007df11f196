package dev.naru.query;

import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.StartQuery;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The log, seen from outside: writes what the admission worker writes, reads what workers write.
 */
public final class Log implements AutoCloseable {
  public static final WireFormat WIRE = new WireFormat();

  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of(
              "bootstrap.servers",
              TestBed.connections().kafka(),
              "linger.ms",
              0,
              "max.request.size",
              5 << 20),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  /** Reads the topic from where it ends now. */
  public Log(String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestBed.connections().kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    consumer.position(partition);
  }

  public void write(String topic, int partition, byte[] value) {
    write(topic, partition, null, value);
  }

  private void write(String topic, int partition, @Nullable Long timestamp, byte[] value) {
    try {
      producer.send(new ProducerRecord<>(topic, partition, timestamp, null, value)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  public void event(long offset, Event event) {
    event(offset, 0, 1_763_690_400_000L + offset, event);
  }

  /** An event that has been in the log for a while. */
  public void oldEvent(Duration age, long offset, Event event) {
    Envelope envelope = new Envelope(offset, 0, offset, HashChain.GENESIS, event);
    long timestamp = System.currentTimeMillis() - age.toMillis();
    write(Topics.EVENTS, 0, timestamp, WIRE.encode(envelope));
  }

  public void event(long offset, int index, long clock, Event event) {
    write(
        Topics.EVENTS,
        0,
        WIRE.encode(new Envelope(offset, index, clock, HashChain.GENESIS, event)));
  }

  public synchronized List<ConsumerRecord<byte[], byte[]>> records() {
    consumer.poll(Duration.ofMillis(20)).forEach(records::add);
    return records;
  }

  public List<FinishQuery> finishes(UUID query) {
    return commands().stream()
        .filter(FinishQuery.class::isInstance)
        .map(FinishQuery.class::cast)
        .filter(finish -> finish.queryId().equals(query))
        .toList();
  }

  public List<StartQuery> starts(UUID query) {
    return commands().stream()
        .filter(StartQuery.class::isInstance)
        .map(StartQuery.class::cast)
        .filter(start -> start.queryId().equals(query))
        .toList();
  }

  public List<Command> commands() {
    return records().stream().map(Log::command).toList();
  }

  private static Command command(ConsumerRecord<byte[], byte[]> record) {
    try {
      return WIRE.decodeCommand(record.value());
    } catch (UnreadableRecordException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
