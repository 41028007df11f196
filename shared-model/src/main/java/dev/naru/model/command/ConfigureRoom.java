package dev.naru.model.command;

import dev.naru.model.Names;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import java.util.Objects;

/** Make a room, or change its settings; its pools must exist. */
public record ConfigureRoom(String room, RoomSettings settings, SettingsSource source)
    implements Command {
  public ConfigureRoom {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(source, "source");
    Names.requireName("room", room);
  }
}
