package dev.naru.model.event;

import dev.naru.model.RawJson;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query waits for a slot of its pool.
 *
 * @param timeoutMillis longest run of each attempt, the pool's limit applied
 * @param idempotencyKey the key it was submitted with; null if none
 */
public record QueryQueued(
    UUID queryId,
    UUID sessionId,
    String room,
    String pool,
    RawJson payload,
    long timeoutMillis,
    @Nullable String idempotencyKey)
    implements Event {}
