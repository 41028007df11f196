package dev.naru.admission.loop;

import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Makes a dead letter of a record that nobody can read: its bytes up to 1 MB, beyond that where
 * they lie and their hash.
 */
final class DeadLetters {
  private static final int MOST_BYTES_KEPT = 1 << 20;

  private DeadLetters() {}

  static ProducerRecord<byte[], byte[]> unreadable(
      ConsumerRecord<byte[], byte[]> record, String reason) {
    byte[] value = record.value();
    boolean kept = value == null || value.length <= MOST_BYTES_KEPT;
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS,
        0,
        null,
        null,
        kept ? value : null,
        List.of(
            header("reason", reason),
            header("topic", record.topic()),
            header("partition", String.valueOf(record.partition())),
            header("offset", String.valueOf(record.offset())),
            header("sha256", HashChain.hashOf(value))));
  }

  private static Header header(String name, String value) {
    return new RecordHeader("naru_" + name, value.getBytes(StandardCharsets.UTF_8));
  }
}
