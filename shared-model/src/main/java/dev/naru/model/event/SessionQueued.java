package dev.naru.model.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session stands in its room's line since the envelope's clock.
 *
 * @param ticket its number in the line, from 1, ever increasing
 * @param ahead how many waited before it
 * @param idempotencyKey the key it was requested with; null if none
 */
public record SessionQueued(
    UUID sessionId,
    String room,
    String userKey,
    long ticket,
    int ahead,
    @Nullable String idempotencyKey)
    implements Event {}
