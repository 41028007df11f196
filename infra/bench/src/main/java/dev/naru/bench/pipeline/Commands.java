package dev.naru.bench.pipeline;

import dev.naru.model.command.RequestSession;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Joins of ever new users, written to a topic as ingress writes them. */
final class Commands implements AutoCloseable {
  private final WireFormat wire = new WireFormat();
  private final KafkaProducer<byte[], byte[]> bulk;
  private final KafkaProducer<byte[], byte[]> single;
  private final String topic;
  private long users;

  Commands(Clients clients, String topic) {
    this.bulk = clients.producer(5);
    this.single = clients.producer(0);
    this.topic = topic;
  }

  /** Writes many; returns the offset of the last one. */
  long write(int count) throws ExecutionException, InterruptedException {
    Future<RecordMetadata> last = bulk.send(next());
    for (int i = 1; i < count; i++) {
      last = bulk.send(next());
    }
    bulk.flush();
    return last.get().offset();
  }

  /** Writes one; returns its offset as soon as the log has acknowledged it. */
  long writeOne() throws ExecutionException, InterruptedException {
    return single.send(next()).get().offset();
  }

  private ProducerRecord<byte[], byte[]> next() {
    long user = ++users;
    UUID id = new UUID(0x0193_2b5e_0000_7000L, 0x8000_0000_0000_0000L | user);
    RequestSession request = new RequestSession(id, "default", "user-" + user, null);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, 0, "default".getBytes(StandardCharsets.UTF_8), wire.encode(request));
    CloudEventHeaders.of(id.toString(), WireFormat.typeOf(request), "/bench")
        .forEach(record.headers()::add);
    return record;
  }

  @Override
  public void close() {
    bulk.close();
    single.close();
  }
}
