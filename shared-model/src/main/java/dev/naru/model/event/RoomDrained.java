package dev.naru.model.event;

import org.jspecify.annotations.Nullable;

/**
 * Joins are refused; those who wait are still admitted.
 *
 * @param scheduledAt the moment of its schedule, ms since 1970; null if by an operator's word
 */
public record RoomDrained(String room, @Nullable Long scheduledAt) implements Event {
  public RoomDrained(String room) {
    this(room, null);
  }
}
