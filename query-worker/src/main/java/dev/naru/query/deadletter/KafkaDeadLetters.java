package dev.naru.query.deadletter;

import dev.naru.model.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters in {@code naru.dead-letters}: the value as it was, up to 1 MB; beyond that none, but
 * its {@code sha256} and {@code size}, to be found at {@code topic}, {@code partition} and {@code
 * offset}. Headers are text.
 */
public final class KafkaDeadLetters implements DeadLetters {
  private static final int LARGEST_VALUE = 1 << 20;
  private static final byte[] NONE = new byte[0];

  private final Producer<byte[], byte[]> producer;

  public KafkaDeadLetters(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public CompletableFuture<Void> send(DeadLetter letter) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    byte @Nullable [] value = letter.origin().value();
    send(letter, value == null || value.length <= LARGEST_VALUE ? value : null, kept);
    return kept;
  }

  private void send(DeadLetter letter, byte @Nullable [] value, CompletableFuture<Void> kept) {
    try {
      var unused =
          producer.send(
              record(letter, value),
              (metadata, error) -> {
                if (error == null) {
                  kept.complete(null);
                } else if (error instanceof RecordTooLargeException && value != null) {
                  // A topic with a lower limit than ours: the reference is still worth keeping.
                  send(letter, null, kept);
                } else {
                  kept.completeExceptionally(error);
                }
              });
    } catch (KafkaException e) {
      kept.completeExceptionally(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(DeadLetter letter, byte @Nullable [] kept) {
    ConsumerRecord<byte[], byte[]> origin = letter.origin();
    byte @Nullable [] value = origin.value();
    // The key is not needed to find the letter, and a large one would defeat the limit.
    var record = new ProducerRecord<byte[], byte[]>(Topics.DEAD_LETTERS, null, kept);
    header(record, "reason", letter.reason());
    header(record, "topic", origin.topic());
    header(record, "partition", String.valueOf(origin.partition()));
    header(record, "offset", String.valueOf(origin.offset()));
    header(record, "queryId", letter.queryId() == null ? "" : letter.queryId().toString());
    header(record, "attempts", String.valueOf(letter.attempts()));
    header(record, "size", String.valueOf(value == null ? 0 : value.length));
    header(record, "sha256", sha256(value == null ? NONE : value));
    return record;
  }

  private static void header(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
