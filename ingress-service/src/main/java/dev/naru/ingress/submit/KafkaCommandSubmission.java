package dev.naru.ingress.submit;

import dev.naru.model.command.Command;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes commands with an idempotent producer that waits for all replicas. Sending may wait for the
 * topic's metadata, then for the acknowledgement; both together stay below {@link #LONGEST}.
 */
final class KafkaCommandSubmission implements CommandSubmission {
  /** The public contract says 3 s; the rest is for the answer to travel. */
  static final Duration LONGEST = Duration.ofMillis(2_700);

  /** All rooms live on one partition as long as nothing places pools elsewhere. */
  private static final int PARTITION = 0;

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
  public LogPosition submit(Command command) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    try {
      Future<RecordMetadata> sent = producer.send(recordOf(command));
      RecordMetadata metadata = sent.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return new LogPosition(metadata.partition(), metadata.offset());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notConfirmed(e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw notConfirmed(e);
    }
  }

  private ProducerRecord<byte[], byte[]> recordOf(Command command) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(Topics.COMMANDS, PARTITION, null, wire.encode(command));
    CloudEventHeaders.of(idPrefix + number.getAndIncrement(), WireFormat.typeOf(command), source)
        .forEach((name, value) -> message.headers().add(name, value));
    return message;
  }

  private NotConfirmedException notConfirmed(Exception cause) {
    failures.increment();
    return new NotConfirmedException(cause);
  }
}
