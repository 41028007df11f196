package dev.naru.model.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request met the user's live session, or repeated a key: its id reads as that session.
 *
 * @param sessionId the id that the request proposed
 * @param liveSessionId the session that it stands for
 * @param idempotencyKey the key it was requested with; null if none
 */
public record SessionMatched(
    UUID sessionId,
    UUID liveSessionId,
    String room,
    String userKey,
    @Nullable String idempotencyKey)
    implements Event {}
