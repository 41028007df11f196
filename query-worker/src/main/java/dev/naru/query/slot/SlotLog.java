package dev.naru.query.slot;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** A slot thread's consumer, as its slots see it. Slots are partition numbers. */
interface SlotLog {

  /** Commits, and waits for it: true proves that the slots are still this member's. */
  boolean commit(Map<Integer, OffsetAndMetadata> offsets, Duration timeout);

  /** No further record of the slot until it is resumed. */
  void pause(int slot);

  void resume(int slot);
}
