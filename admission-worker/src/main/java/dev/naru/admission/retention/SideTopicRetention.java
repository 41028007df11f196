package dev.naru.admission.retention;

import dev.naru.model.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Removes old slot assignments, which the log has too, and old dead letters, which Postgres lists;
 * but nothing that a worker has not read and finished.
 */
final class SideTopicRetention {
  /** Long enough to look what a slot did yesterday. */
  private static final Duration SLOTS_KEPT = Duration.ofDays(1);

  private static final String SLOTS = Topics.slots("");
  private static final String LETTERS_READER = "naru-query-dead-letters";

  /** The rest is the pool's name. */
  private static final String SLOTS_READER = "naru-query-";

  private final Records records;
  private final Duration lettersKept;
  private final InstantSource clock;

  /**
   * @param lettersKept how long; 0 for ever
   */
  SideTopicRetention(Records records, Duration lettersKept, InstantSource clock) {
    this.records = records;
    this.lettersKept = lettersKept;
    this.clock = clock;
  }

  void run() throws ExecutionException, InterruptedException, TimeoutException {
    for (String topic : records.topics(SLOTS)) {
      String pool = topic.substring(SLOTS.length());
      records.deleteRead(topic, SLOTS_READER + pool, before(SLOTS_KEPT));
    }
    if (!lettersKept.isZero()) {
      records.deleteRead(Topics.DEAD_LETTERS, LETTERS_READER, before(lettersKept));
    }
  }

  private long before(Duration kept) {
    return clock.instant().minus(kept).toEpochMilli();
  }
}
