package dev.naru.model.command;

import dev.naru.model.InvalidSettingException;
import dev.naru.model.Names;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tell a room when it opens next: what no decision could know, which are the time zone's rules and
 * a seed by chance.
 *
 * @param opensAt ms since 1970
 * @param closesAt ms since 1970; 0 is never
 * @param seed of the drawing of the order, 64 hex digits; null if none is drawn
 */
public record ScheduleRoom(String room, long opensAt, long closesAt, @Nullable String seed)
    implements Command {
  private static final Pattern SEED = Pattern.compile("[0-9a-f]{64}");

  public ScheduleRoom {
    Names.requireName("room", room);
    if (opensAt < 1 || (closesAt != 0 && closesAt <= opensAt)) {
      throw new InvalidSettingException("closesAt", "after opensAt " + opensAt, closesAt);
    }
    if (seed != null && !SEED.matcher(seed).matches()) {
      throw new InvalidSettingException("seed", "64 hex digits", "something else");
    }
  }
}
