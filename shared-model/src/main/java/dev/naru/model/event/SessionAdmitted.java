package dev.naru.model.event;

import java.util.UUID;

/**
 * A session became active at the envelope's clock.
 *
 * @param expiresAt when its longest stay ends, ms since 1970
 */
public record SessionAdmitted(UUID sessionId, String room, long ticket, long expiresAt)
    implements Event {}
