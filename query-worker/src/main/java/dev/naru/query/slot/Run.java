package dev.naru.query.slot;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record on its slot, from the moment it is taken until it is over. Belongs to one slot thread;
 * never blocks. Times are nanoseconds of the pool's clock.
 */
interface Run {
  long RETRY_NANOS = 100_000_000L;

  /** Does what is due. */
  void turn(long now);

  /** Nanoseconds until the next turn or commit is due, 0 or less if it is. */
  long remaining(long now);

  boolean isCommitDue(long now);

  /**
   * What to commit now; null if there is nothing to say.
   *
   * @param through offset of the last record that a claim is to claim ahead, 0 if none
   */
  @Nullable OffsetAndMetadata commit(long now, long through);

  /** Whether its commits are claims, which can claim ahead. */
  boolean claims();

  /** How long a commit may take at most. */
  long patience(long now);

  /** The commit was acknowledged; it was sent at or after {@code at}. */
  void committed(long at);

  void notCommitted(long now);

  /** The slot is to go to another worker: begin nothing new. */
  void drain();

  /** The slot is to go at once: abort what runs, and say that it is over. */
  void giveUp();

  /** The slot belongs to another worker: abort what runs, and say nothing. */
  void lose();

  boolean isOver();

  /**
   * What leaves its record behind, to be committed once it is over; null if others go on with it.
   */
  @Nullable OffsetAndMetadata leaves();
}
