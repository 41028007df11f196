package dev.naru.model.event;

import org.jspecify.annotations.Nullable;

/**
 * Joins are refused; those who waited end by events of their own.
 *
 * @param scheduledAt the moment of its schedule, ms since 1970; null if by an operator's word
 */
public record RoomClosed(String room, @Nullable Long scheduledAt) implements Event {
  public RoomClosed(String room) {
    this(room, null);
  }
}
