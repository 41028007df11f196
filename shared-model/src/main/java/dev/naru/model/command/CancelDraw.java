package dev.naru.model.command;

import java.util.Objects;
import java.util.UUID;

/** End a draw whose winners nobody was told yet: nobody has won. */
public record CancelDraw(UUID drawId, String room) implements Command {
  public CancelDraw {
    Objects.requireNonNull(drawId, "drawId");
    Objects.requireNonNull(room, "room");
  }
}
