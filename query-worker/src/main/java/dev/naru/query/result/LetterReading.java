package dev.naru.query.result;

import dev.naru.model.wire.HashChain;
import dev.naru.query.deadletter.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of {@code naru.dead-letters}: the admission worker's headers begin with {@code
 * naru_}, and all of its letters are unreadable commands. Whatever is missing, something can be
 * shown.
 */
final class LetterReading {
  private static final String ADMISSION = "naru_";

  private LetterReading() {}

  static LetterRecord read(ConsumerRecord<byte[], byte[]> record) {
    LetterRecord letter = new LetterRecord();
    letter.id = idOf(record);
    letter.at = Instant.ofEpochMilli(record.timestamp());
    letter.topic = header(record, "topic", record.topic());
    letter.partition = (int) number(record, "partition", record.partition());
    letter.offset = number(record, "offset", record.offset());
    boolean exhausted = DeadLetter.MAX_ATTEMPTS.equals(header(record, "reason", ""));
    letter.reason = exhausted ? DeadLetter.MAX_ATTEMPTS : DeadLetter.UNREADABLE;
    letter.queryId = uuid(header(record, "queryId", ""));
    letter.attempts = (int) number(record, "attempts", 0);
    letter.value = record.value();
    letter.size = number(record, "size", record.value() == null ? 0 : record.value().length);
    letter.sha256 = header(record, "sha256", HashChain.hashOf(record.value()));
    return letter;
  }

  /** The record's time and place in the form of a UUIDv7: the same whenever it is read. */
  private static UUID idOf(ConsumerRecord<byte[], byte[]> record) {
    long high = record.timestamp() << 16 | 0x7000L | record.partition() & 0xFFFL;
    return new UUID(high, 0x8000_0000_0000_0000L | record.offset());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name, String absent) {
    Header header = record.headers().lastHeader(name);
    Header found = header == null ? record.headers().lastHeader(ADMISSION + name) : header;
    return found == null || found.value() == null
        ? absent
        : new String(found.value(), StandardCharsets.UTF_8);
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String name, long absent) {
    try {
      return Long.parseLong(header(record, name, String.valueOf(absent)));
    } catch (NumberFormatException e) {
      return absent;
    }
  }

  private static @Nullable UUID uuid(String text) {
    try {
      return text.isEmpty() ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
