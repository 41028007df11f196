package dev.naru.query.slot;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a slot's last owner has left: its claim, and where that stands.
 *
 * @param offset of the record that the claim names
 */
record Inherited(long offset, Claim claim) {

  /** What the last owner did with the record's query; null if nothing. */
  @Nullable Claim of(ConsumerRecord<?, ?> record, UUID queryId) {
    if (record.offset() == offset) {
      return claim.queryId().equals(queryId) ? claim : null;
    }
    return covers(record.offset()) ? new Claim(queryId, 1, false) : null;
  }

  /** Whether the last owner may have begun what stands there. */
  boolean covers(long recordOffset) {
    return recordOffset <= Math.max(offset, claim.through());
  }
}
