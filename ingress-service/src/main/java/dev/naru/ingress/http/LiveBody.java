package dev.naru.ingress.http;

import dev.naru.ingress.view.Crowd;
import dev.naru.ingress.view.PersonRecord;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.model.RoomStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room as it stands, for operators who watch it.
 *
 * @param held whether no query of the room gets a slot
 * @param admittedPerMinute of the last minute
 * @param estimatedWaitSeconds of somebody who joins now; null if unknown
 * @param seats those who are active, the longest first, 200 at most
 * @param line those who are next, 10 at most
 * @param pools those that the room uses
 * @param viewLagSeconds age of the oldest event that is not shown here yet
 */
record LiveBody(
    String room,
    RoomStatus status,
    boolean paused,
    boolean held,
    int active,
    int capacity,
    int waiting,
    long serving,
    long lastTicket,
    long admittedPerMinute,
    @Nullable Long estimatedWaitSeconds,
    List<PersonRecord> seats,
    List<PersonRecord> line,
    List<LivePoolBody> pools,
    double viewLagSeconds) {

  static LiveBody of(
      RoomRecord room, Crowd crowd, List<LivePoolBody> pools, double lagSeconds, long now) {
    RoomBody figures = RoomBody.of(room, now);
    return new LiveBody(
        room.name(),
        room.status(),
        room.paused(),
        room.held(),
        room.active(),
        room.settings().capacity(),
        room.waiting(),
        room.serving(),
        room.lastTicket(),
        figures.admittedPerMinute(),
        figures.estimatedWaitSeconds(),
        crowd.seats(),
        crowd.line(),
        pools,
        Math.round(lagSeconds * 10) / 10.0);
  }
}
