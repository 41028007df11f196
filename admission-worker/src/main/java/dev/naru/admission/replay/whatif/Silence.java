package dev.naru.admission.replay.whatif;

import dev.naru.model.EndReason;
import dev.naru.model.RoomSettings;
import java.time.Duration;
import java.util.UUID;

/**
 * A recorded end by silence: since when nobody was heard of, and what that comes to under the
 * imagined settings. With the recorded ones, it ends where it did. Times are ms since 1970.
 *
 * @param since when the silence began
 * @param order offset of the recorded command
 */
record Silence(UUID sessionId, String room, long since, long order, long idle, long abandon) {
  static Silence of(
      UUID sessionId,
      String room,
      EndReason reason,
      long endedAt,
      long order,
      RoomSettings recorded,
      RoomSettings imagined) {
    Duration waited =
        reason == EndReason.ABANDONED ? recorded.abandonTimeout() : recorded.idleTimeout();
    return new Silence(
        sessionId,
        room,
        endedAt - waited.toMillis(),
        order,
        imagined.idleTimeout().toMillis(),
        imagined.abandonTimeout().toMillis());
  }

  /** When it is worth a look, whatever the session is then. */
  long firstLook() {
    return since + Math.min(idle, abandon);
  }

  /** When it ends a session that waits, or is active. */
  long dueAt(boolean waits) {
    return since + (waits ? abandon : idle);
  }
}
