package dev.naru.model.event;

import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;

/** A room has these settings from here on. */
public record RoomConfigured(String room, RoomSettings settings, SettingsSource source)
    implements Event {}
