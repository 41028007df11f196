package dev.naru.query.chunk;

import dev.naru.model.wire.ViewKeys;
import java.util.UUID;

/**
 * One piece of an answer, as {@code append-chunk.lua} takes it.
 *
 * @param index 0, 1, … within the attempt
 * @param oldest index of the attempt's oldest piece to keep
 */
record ChunkEntry(int partition, UUID queryId, int attempt, long index, long oldest, String data) {
  private static final int SECONDS_TO_LIVE = 600;

  String[] keys() {
    return new String[] {new ViewKeys(partition).chunks(queryId)};
  }

  String[] arguments() {
    return new String[] {
      queryId.toString(),
      String.valueOf(attempt),
      String.valueOf(index),
      String.valueOf(oldest),
      data,
      String.valueOf(SECONDS_TO_LIVE),
      new ViewKeys(partition).chunkSignals()
    };
  }
}
