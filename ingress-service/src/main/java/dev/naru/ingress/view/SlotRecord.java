package dev.naru.ingress.view;

import dev.naru.model.QueryState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a busy slot works on; all but the first two are null when the view has forgotten the query,
 * which was cancelled long ago and still holds its slot.
 *
 * @param slot from 0
 * @param state {@code QUEUED} until a worker starts it; {@code CANCELLED} or {@code TIMED_OUT}
 *     while its call goes on
 * @param attempt 1 for the first, 0 before it
 */
public record SlotRecord(
    int slot,
    UUID queryId,
    @Nullable UUID sessionId,
    @Nullable String userKey,
    @Nullable String room,
    @Nullable QueryState state,
    int attempt,
    @Nullable Instant submittedAt,
    @Nullable Instant startedAt) {}
