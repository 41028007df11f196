package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.model.QueryState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query, as callers see it; unknown values are null.
 *
 * @param position 1 for the next in its pool's queue, 0 once it has a slot, null when it is over or
 *     not decided yet
 */
record QueryBody(
    UUID queryId,
    UUID sessionId,
    QueryState state,
    @Nullable Long position,
    int attempt,
    @Nullable Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @JsonRawValue @Nullable String result,
    @JsonRawValue @Nullable String error) {

  static QueryBody of(QueryRecord query) {
    return new QueryBody(
        query.id(),
        query.sessionId(),
        query.state(),
        query.position(),
        query.attempt(),
        query.submittedAt(),
        query.startedAt(),
        query.finishedAt(),
        query.result(),
        query.error());
  }
}
