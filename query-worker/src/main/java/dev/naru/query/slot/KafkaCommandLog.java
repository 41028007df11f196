package dev.naru.query.slot;

import dev.naru.model.command.Command;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Appends to {@code naru.commands}. One partition and one idempotent producer keep a query's start
 * before its end.
 */
final class KafkaCommandLog implements CommandLog {
  private final Producer<byte[], byte[]> producer;
  private final WireFormat wire;
  private final String source;

  KafkaCommandLog(Producer<byte[], byte[]> producer, WireFormat wire, String worker) {
    this.producer = producer;
    this.wire = wire;
    this.source = "/naru/query/" + worker;
  }

  @Override
  public CompletableFuture<Void> append(int partition, Command command) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              record(partition, command),
              (metadata, error) -> {
                if (error == null) {
                  acknowledged.complete(null);
                } else {
                  acknowledged.completeExceptionally(error);
                }
              });
    } catch (KafkaException e) {
      acknowledged.completeExceptionally(e);
    }
    return acknowledged;
  }

  private ProducerRecord<byte[], byte[]> record(int partition, Command command) {
    var record =
        new ProducerRecord<byte[], byte[]>(Topics.COMMANDS, partition, null, wire.encode(command));
    CloudEventHeaders.of(UUID.randomUUID().toString(), WireFormat.typeOf(command), source)
        .forEach((name, value) -> record.headers().add(name, value));
    return record;
  }
}
