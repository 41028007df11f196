package dev.naru.model.event;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query has its outcome, and its slot is free.
 *
 * @param outcome a terminal state
 * @param result what the upstream answered; null unless {@code SUCCEEDED}
 * @param error a problem object; null if {@code SUCCEEDED}
 */
public record QueryFinished(
    UUID queryId,
    UUID sessionId,
    String pool,
    int slot,
    int attempt,
    QueryState outcome,
    @Nullable RawJson result,
    @Nullable RawJson error)
    implements Event {}
