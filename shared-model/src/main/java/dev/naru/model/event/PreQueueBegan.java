package dev.naru.model.event;

/**
 * Joins are taken, and nobody is admitted until the room opens.
 *
 * @param scheduledAt the moment of its schedule, ms since 1970
 */
public record PreQueueBegan(String room, long scheduledAt) implements Event {}
