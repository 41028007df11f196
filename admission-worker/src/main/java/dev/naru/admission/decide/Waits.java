package dev.naru.admission.decide;

import dev.naru.model.RawJson;

/** Says of a query, as a problem object (RFC 9457), that it waited too long to be started. */
final class Waits {
  private Waits() {}

  static RawJson tooLong(long mostMillis) {
    return new RawJson(
        "{\"type\":\"urn:naru:problem:queue-timed-out\",\"title\":\"Queue timed out\",\"detail\":\"Expected a worker to start the query within "
            + mostMillis
            + " ms, but none did; ask again later\",\"code\":\"QUEUE_TIMED_OUT\"}");
  }
}
