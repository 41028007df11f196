package dev.naru.ingress.deadletter;

import java.util.Optional;

/** Records as they stand in the log. */
@FunctionalInterface
interface LogRecords {

  /**
   * Returns a record's bytes; empty if it is there no more, or had none. Throws {@link
   * dev.naru.ingress.submit.NotConfirmedException} while the log does not answer.
   */
  Optional<byte[]> read(String topic, int partition, long offset);
}
