package dev.naru.ingress.submit;

/** Puts a record back to where it came from, as it was. */
public interface RecordSubmission {

  /**
   * Appends the bytes to the partition. Throws {@link NotConfirmedException} within 3 s if that was
   * not acknowledged: they may be there, or not.
   */
  LogPosition append(String topic, int partition, byte[] value);
}
