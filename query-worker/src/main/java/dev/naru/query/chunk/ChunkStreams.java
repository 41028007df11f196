package dev.naru.query.chunk;

import dev.naru.query.upstream.Chunks;
import java.util.UUID;

/** Where the pieces of a pool's answers go. */
public interface ChunkStreams {
  /** For whom the pieces do not interest. */
  ChunkStreams NONE = (partition, queryId, attempt) -> Chunks.NONE;

  /**
   * The place of one attempt's pieces, which are counted from 0.
   *
   * @param partition of the log that the query is on
   * @param attempt 1, 2, …
   */
  Chunks open(int partition, UUID queryId, int attempt);
}
