package dev.naru.model.event;

import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import org.jspecify.annotations.Nullable;

/**
 * A room has these settings from here on.
 *
 * @param scheduledAt the moment of its schedule that brought another capacity, ms since 1970; null
 *     if it was none
 */
public record RoomConfigured(
    String room, RoomSettings settings, SettingsSource source, @Nullable Long scheduledAt)
    implements Event {
  public RoomConfigured(String room, RoomSettings settings, SettingsSource source) {
    this(room, settings, source, null);
  }
}
