package dev.naru.model.event;

import org.jspecify.annotations.Nullable;

/**
 * It is known when a room opens next.
 *
 * @param opensAt ms since 1970
 * @param closesAt ms since 1970; 0 is never
 * @param seed of the drawing of the order, 64 hex digits, of which only the hash is published
 *     before; null if none is drawn
 */
public record RoomScheduled(String room, long opensAt, long closesAt, @Nullable String seed)
    implements Event {}
