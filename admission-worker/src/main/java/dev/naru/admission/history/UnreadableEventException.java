package dev.naru.admission.history;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The event log holds a record that this version cannot read: history stops there. */
final class UnreadableEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  UnreadableEventException(ConsumerRecord<?, ?> record, Throwable cause) {
    super(
        "Expected an event at offset %d of %s-%d, but: %s"
            .formatted(record.offset(), record.topic(), record.partition(), cause.getMessage()),
        cause);
    this.offset = record.offset();
  }

  /** Where the record stands in its partition. */
  long offset() {
    return offset;
  }
}
