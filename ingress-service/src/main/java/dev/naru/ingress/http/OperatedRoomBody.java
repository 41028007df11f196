package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.model.RoomStatus;
import dev.naru.model.wire.WireFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room, as operators see it.
 *
 * @param opensAt when it opens next, or has opened last, by its schedule; null if not known
 * @param closesAt when it closes after that; null if it does not
 * @param settings all of them: JSON that may be sent back
 */
record OperatedRoomBody(
    String room,
    RoomStatus status,
    boolean open,
    boolean paused,
    int active,
    int capacity,
    int waiting,
    long serving,
    long lastTicket,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @JsonRawValue String settings) {
  private static final WireFormat WIRE = new WireFormat();

  static OperatedRoomBody of(RoomRecord room) {
    return new OperatedRoomBody(
        room.name(),
        room.status(),
        room.status() == RoomStatus.OPEN,
        room.paused(),
        room.active(),
        room.settings().capacity(),
        room.waiting(),
        room.serving(),
        room.lastTicket(),
        room.opening() == null ? null : room.opening().opensAt(),
        room.opening() == null ? null : room.opening().closesAt(),
        WIRE.encodePart(room.settings()));
  }
}
