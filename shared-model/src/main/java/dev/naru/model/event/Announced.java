package dev.naru.model.event;

import java.util.UUID;

/**
 * Everybody in the room is told this from the envelope's clock on.
 *
 * @param text empty if what was told before is taken back
 */
public record Announced(UUID announcementId, String room, String text) implements Event {}
