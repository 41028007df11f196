package dev.naru.admission.replay.log;

import dev.naru.model.wire.HashChain;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One record of a log, as it was written.
 *
 * @param topic {@code naru.commands} or {@code naru.events}, also where a copy of them is read
 * @param offset where it stood in the log that it comes from
 * @param timestamp its time in that log, ms since 1970
 * @param value its bytes; null if it has none, or if it is redacted
 * @param redactedHash SHA-256 of the bytes, 64 hex digits, if they were left out; null otherwise
 */
public record LogRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] value,
    @Nullable String redactedHash,
    Headers headers) {

  /** SHA-256 of the record's bytes, 64 hex digits. */
  public String hash() {
    return redactedHash == null ? HashChain.hashOf(value) : redactedHash;
  }
}
