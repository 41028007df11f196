package dev.naru.model.command;

import dev.naru.model.EndReason;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * End sessions that were silent for too long, as observed from outside the log.
 *
 * @param reason {@code IDLE} for active, {@code ABANDONED} for waiting, {@code NO_SHOW} for
 *     admitted and never seen
 * @param sessionIds at most 1,000
 */
public record ExpireSessions(String room, EndReason reason, List<UUID> sessionIds)
    implements Command {
  /** Most sessions that one command may name. */
  public static final int MOST_SESSIONS = 1_000;

  public ExpireSessions {
    Objects.requireNonNull(room, "room");
    sessionIds = List.copyOf(sessionIds);
    boolean silence =
        reason == EndReason.IDLE || reason == EndReason.ABANDONED || reason == EndReason.NO_SHOW;
    if (!silence || sessionIds.size() > MOST_SESSIONS) {
      throw new IllegalArgumentException(
          "Expected at most "
              + MOST_SESSIONS
              + " sessions and a reason of silence, but found "
              + sessionIds.size()
              + " and "
              + reason);
    }
  }
}
