package dev.naru.ingress.chunk;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of answers as they come, by the live query's id. They are soft: the oldest go first,
 * all go 10 minutes after the last, and none come while Redis is away. That an answer is over is
 * told by the query's state, not here.
 */
public interface Chunks {

  /**
   * Reads the pieces after one, in their order; empty if there are none, or no more. Throws {@link
   * dev.naru.ingress.view.ViewAwayException}, within two seconds, if Redis does not answer.
   *
   * @param after id of the last piece that is known; null to begin with the oldest
   * @param most how many to read, 1 or more
   */
  List<Chunk> after(int partition, UUID queryId, @Nullable String after, int most);

  /**
   * Runs {@code grown} whenever there may be more pieces, until closed: on the thread that brings
   * the message, so it must not block. Begin to listen before the first reading.
   */
  Listening listen(UUID queryId, Runnable grown);

  /** One listener; closing it twice is no error. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
