package dev.naru.model.event;

import java.util.UUID;

/**
 * A request met the user's live session, or repeated a key: its id reads as that session.
 *
 * @param sessionId the id that the request proposed
 * @param liveSessionId the session that it stands for
 */
public record SessionMatched(UUID sessionId, UUID liveSessionId, String room) implements Event {}
