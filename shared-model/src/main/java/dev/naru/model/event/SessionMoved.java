package dev.naru.model.event;

import java.util.UUID;

/**
 * An operator let a waiting session stand elsewhere in its line; its ticket stays what it is.
 *
 * @param from its position before, from 1
 * @param to its position from here on, from 1
 * @param orderBefore its order before: those who wait stand by their order, which is the ticket of
 *     whoever was never moved
 * @param order its order from here on, between those of its new neighbours
 * @param reason for those who are passed over
 */
public record SessionMoved(
    UUID sessionId, String room, int from, int to, double orderBefore, double order, String reason)
    implements Event {}
