package dev.naru.ingress.http;

import dev.naru.ingress.view.RoomRecord;
import dev.naru.model.RoomStatus;

/** Whether a room takes joins, and whether it admits: what the audit keeps of a change. */
record StatusBody(RoomStatus status, boolean paused) {

  static StatusBody of(RoomRecord room) {
    return new StatusBody(room.status(), room.paused());
  }
}
