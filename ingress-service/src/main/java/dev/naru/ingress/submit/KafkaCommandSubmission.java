package dev.naru.ingress.submit;

import dev.naru.model.command.Command;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import io.micrometer.core.instrument.Counter;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes commands with an idempotent producer that waits for all replicas. Sending may wait for the
 * topic's metadata, a second at most; the acknowledgement comes later, or a failure does.
 */
final class KafkaCommandSubmission implements CommandSubmission {
  private final Producer<byte[], byte[]> producer;
  private final WireFormat wire;
  private final String source;
  private final String idPrefix = UUID.randomUUID() + "-";
  private final AtomicLong number = new AtomicLong();
  private final Counter failures;

  KafkaCommandSubmission(
      Producer<byte[], byte[]> producer, WireFormat wire, String instance, Counter failures) {
    this.producer = producer;
    this.wire = wire;
    this.source = "/naru/ingress/" + instance;
    this.failures = failures;
  }

  @Override
  public CompletableFuture<LogPosition> send(int partition, Command command) {
    CompletableFuture<LogPosition> sent = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              recordOf(partition, command),
              (metadata, failure) -> acknowledged(sent, metadata, failure));
    } catch (KafkaException e) {
      fail(sent, e);
    }
    return sent;
  }

  private void acknowledged(
      CompletableFuture<LogPosition> sent, RecordMetadata metadata, @Nullable Exception failure) {
    if (failure == null) {
      sent.complete(new LogPosition(metadata.partition(), metadata.offset(), metadata.timestamp()));
    } else {
      fail(sent, failure);
    }
  }

  private ProducerRecord<byte[], byte[]> recordOf(int partition, Command command) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(Topics.COMMANDS, partition, null, wire.encode(command));
    CloudEventHeaders.of(idPrefix + number.getAndIncrement(), WireFormat.typeOf(command), source)
        .forEach((name, value) -> message.headers().add(name, value));
    return message;
  }

  private void fail(CompletableFuture<LogPosition> sent, Exception cause) {
    failures.increment();
    sent.completeExceptionally(new NotConfirmedException(cause));
  }
}
