package dev.naru.admission.loop;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.naru.model.command.Command;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Appends the worker's own commands to the log: settings, ticks and silence. */
public final class CommandSender {
  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final Producer<byte[], byte[]> producer;
  private final WireFormat wire;

  public CommandSender(Producer<byte[], byte[]> producer, WireFormat wire) {
    this.producer = producer;
    this.wire = wire;
  }

  /** Completes with the command's offset when the log has it, or exceptionally if nobody knows. */
  public CompletableFuture<Long> send(int partition, Command command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.COMMANDS, partition, null, wire.encode(command));
    CloudEventHeaders.of(
            ids.generate().toString(), WireFormat.typeOf(command), "/naru/admission/" + partition)
        .forEach(record.headers()::add);
    CompletableFuture<Long> appended = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  appended.complete(metadata.offset());
                } else {
                  appended.completeExceptionally(failure);
                }
              });
    } catch (RuntimeException e) {
      appended.completeExceptionally(e);
    }
    return appended;
  }
}
