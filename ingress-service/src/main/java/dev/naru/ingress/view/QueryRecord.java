package dev.naru.ingress.view;

import dev.naru.model.QueryState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One query as it stands; what is unknown is null.
 *
 * @param sessionId the live session that it belongs to
 * @param pool null for a submission that was refused, or is not decided yet
 * @param position 1 for the next in the queue, 0 once it has a slot; null when it is over, or not
 *     decided yet
 * @param result JSON
 * @param error a problem object, JSON
 */
public record QueryRecord(
    UUID id,
    UUID sessionId,
    @Nullable String pool,
    QueryState state,
    @Nullable Long position,
    int attempt,
    @Nullable Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String result,
    @Nullable String error) {

  /** A query that is in the log, and not decided yet. */
  public static QueryRecord undecided(UUID id, UUID sessionId) {
    return new QueryRecord(
        id, sessionId, null, QueryState.QUEUED, null, 0, null, null, null, null, null);
  }

  /** Whether the submission itself was refused: such a query never reached a pool. */
  public boolean isRefused() {
    return pool == null && state == QueryState.FAILED;
  }
}
