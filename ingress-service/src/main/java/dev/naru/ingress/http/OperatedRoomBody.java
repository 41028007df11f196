package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.model.RoomStatus;
import dev.naru.model.wire.WireFormat;

/**
 * A room, as operators see it.
 *
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
        WIRE.encodePart(room.settings()));
  }
}
