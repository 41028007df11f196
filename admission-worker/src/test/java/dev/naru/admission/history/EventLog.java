package dev.naru.admission.history;

import dev.naru.model.event.Envelope;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events as the loop does: in transactions, with headers. */
final class EventLog implements AutoCloseable {
  private final WireFormat wire = new WireFormat();
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  EventLog(String kafka) throws InterruptedException, ExecutionException {
    admin = Admin.create(Map.of("bootstrap.servers", kafka));
    makeTopics();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "transactional.id", "test"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  private void makeTopics() throws InterruptedException, ExecutionException {
    admin
        .createTopics(
            List.of(
                new NewTopic(Topics.COMMANDS, 1, (short) 1),
                new NewTopic(Topics.EVENTS, 1, (short) 1)))
        .all()
        .get();
  }

  /** Another log under the same names. */
  void beginAnew() throws InterruptedException, ExecutionException {
    admin.deleteTopics(List.of(Topics.COMMANDS, Topics.EVENTS)).all().get();
    makeTopics();
  }

  void write(List<Envelope> events) {
    producer.beginTransaction();
    for (Envelope envelope : events) {
      var record =
          new ProducerRecord<byte[], byte[]>(Topics.EVENTS, 0, null, wire.encode(envelope));
      CloudEventHeaders.of("1", WireFormat.typeOf(envelope.event()), "/test")
          .forEach(record.headers()::add);
      var unused = producer.send(record);
    }
    producer.commitTransaction();
  }

  void writeRaw(byte[] value) {
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>(Topics.EVENTS, 0, null, value));
    producer.commitTransaction();
  }

  void abandon(Envelope envelope) {
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>(Topics.EVENTS, 0, null, wire.encode(envelope)));
    producer.flush();
    producer.abortTransaction();
  }

  /** Where the group's next batch begins; 0 if it has committed nothing. */
  long committed() throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin
            .listConsumerGroupOffsets(HistoryContainer.GROUP)
            .partitionsToOffsetAndMetadata()
            .get();
    OffsetAndMetadata offset = offsets.get(new TopicPartition(Topics.EVENTS, 0));
    return offset == null ? 0 : offset.offset();
  }

  /** Makes the group read everything again. */
  void forget() throws InterruptedException, ExecutionException {
    admin.deleteConsumerGroups(List.of(HistoryContainer.GROUP)).all().get();
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
