package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.naru.ingress.chunk.Chunk;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer, as callers see it.
 *
 * @param queryId only where there may be several
 */
record ChunkBody(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID queryId,
    int attempt,
    int index,
    String data) {

  static ChunkBody of(Chunk chunk, @Nullable UUID queryId) {
    return new ChunkBody(queryId, chunk.attempt(), chunk.index(), chunk.data());
  }
}
