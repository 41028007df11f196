package dev.naru.model.event;

import org.jspecify.annotations.Nullable;

/**
 * Joins are taken.
 *
 * @param scheduledAt the moment of its schedule, ms since 1970; null if by an operator's word
 */
public record RoomOpened(String room, @Nullable Long scheduledAt) implements Event {
  public RoomOpened(String room) {
    this(room, null);
  }
}
