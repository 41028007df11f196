package dev.naru.model.command;

import dev.naru.model.DrawPhase;
import java.util.Objects;
import java.util.UUID;

/**
 * Bring a draw to its next phase before its time.
 *
 * @param from the phase to leave: one that it has left already is not skipped over
 */
public record AdvanceDraw(UUID drawId, String room, DrawPhase from) implements Command {
  public AdvanceDraw {
    Objects.requireNonNull(drawId, "drawId");
    Objects.requireNonNull(room, "room");
    Objects.requireNonNull(from, "from");
  }
}
