package dev.naru.model.command;

import dev.naru.model.DrawPlan;
import dev.naru.model.InvalidSettingException;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Begin a draw in a room.
 *
 * @param seed what the winners will be drawn with: 32 random bytes as 64 hex digits; people are
 *     told its hash at once, and itself with the winners
 */
public record PrepareDraw(UUID drawId, String room, DrawPlan plan, String seed) implements Command {
  private static final Pattern SEED = Pattern.compile("[0-9a-f]{64}");

  public PrepareDraw {
    Objects.requireNonNull(drawId, "drawId");
    Objects.requireNonNull(room, "room");
    Objects.requireNonNull(plan, "plan");
    if (!SEED.matcher(seed).matches()) {
      throw new InvalidSettingException("seed", "64 hex digits", seed.length() + " characters");
    }
  }
}
