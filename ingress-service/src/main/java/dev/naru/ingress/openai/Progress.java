package dev.naru.ingress.openai;

import dev.naru.ingress.chunk.Chunks.Listening;
import dev.naru.ingress.view.QueryRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Is told how a call gets on, on its thread. May throw {@link GoneException}. */
interface Progress {

  /** The call is in that session. */
  void isIn(UUID sessionId);

  /**
   * The call waits, as it has before, or at another place.
   *
   * @param position 1 for the next, in the line or for a slot; null if unknown
   * @param eta seconds; null if unknown
   */
  void waits(@Nullable Long position, @Nullable Long eta);

  /** The question is in the log; {@link Vigil#stir} when there is more to tell the caller. */
  Listening asked(int partition, UUID queryId, Vigil vigil);

  /** The query runs, and there may be more of its answer. */
  void runs(QueryRecord query);

  /** Whether the caller has some of the answer: then the question cannot be asked again. */
  boolean hasBegun();
}
