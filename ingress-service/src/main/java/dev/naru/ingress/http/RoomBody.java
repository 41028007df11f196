package dev.naru.ingress.http;

import dev.naru.ingress.view.RoomRecord;
import dev.naru.model.RoomStatus;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A room, as everybody may see it.
 *
 * @param serving highest ticket admitted, 0 if none
 * @param lastTicket 0 if none
 * @param estimatedWaitSeconds of somebody who joins now; null if unknown
 */
record RoomBody(
    String room,
    boolean open,
    boolean paused,
    int active,
    int capacity,
    int waiting,
    long serving,
    long lastTicket,
    long admittedPerMinute,
    @Nullable Long estimatedWaitSeconds) {

  /**
   * Returns what there is to see.
   *
   * @param now ms since 1970
   */
  static RoomBody of(RoomRecord room, long now) {
    return new RoomBody(
        room.name(),
        room.status() == RoomStatus.OPEN,
        room.paused(),
        room.active(),
        room.settings().capacity(),
        room.waiting(),
        room.serving(),
        room.lastTicket(),
        room.admissions().lastMinute(now),
        estimate(room, now));
  }

  private static @Nullable Long estimate(RoomRecord room, long now) {
    if (room.admitsAtOnce()) {
      return 0L;
    }
    if (room.held() || room.status() == RoomStatus.PRE_QUEUE) {
      // how fast it went before says nothing while nobody inside is answered, or nobody is let in
      return null;
    }
    OptionalLong seconds = room.admissions().estimateSeconds(room.waiting() + 1L, now);
    return seconds.isPresent() ? Long.valueOf(seconds.getAsLong()) : null;
  }
}
