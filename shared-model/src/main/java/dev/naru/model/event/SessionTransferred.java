package dev.naru.model.event;

import java.util.UUID;

/**
 * A session's tokens that were issued for commands before the envelope's offset are void from here
 * on.
 */
public record SessionTransferred(UUID sessionId, String room, UUID transferId) implements Event {}
