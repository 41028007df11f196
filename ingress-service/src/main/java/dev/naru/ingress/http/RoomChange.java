package dev.naru.ingress.http;

import dev.naru.ingress.view.RoomRecord;
import dev.naru.model.RoomStatus;
import dev.naru.model.command.CloseRoom;
import dev.naru.model.command.Command;
import dev.naru.model.command.DrainRoom;
import dev.naru.model.command.OpenRoom;
import dev.naru.model.command.PauseAdmission;
import dev.naru.model.command.ResumeAdmission;
import java.util.Locale;

/** What operators make of a room, by the last part of the path. */
enum RoomChange {
  PAUSE,
  RESUME,
  OPEN,
  CLOSE,
  DRAIN;

  static RoomChange of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** What the audit calls it. */
  String action() {
    return "room." + name().toLowerCase(Locale.ROOT);
  }

  Command command(String room) {
    return switch (this) {
      case PAUSE -> new PauseAdmission(room);
      case RESUME -> new ResumeAdmission(room);
      case OPEN -> new OpenRoom(room);
      case CLOSE -> new CloseRoom(room);
      case DRAIN -> new DrainRoom(room);
    };
  }

  boolean isMade(RoomRecord room) {
    StatusBody now = StatusBody.of(room);
    return after(now).equals(now);
  }

  StatusBody after(StatusBody before) {
    return switch (this) {
      case PAUSE -> new StatusBody(before.status(), true);
      case RESUME -> new StatusBody(before.status(), false);
      case OPEN -> new StatusBody(RoomStatus.OPEN, before.paused());
      case CLOSE -> new StatusBody(RoomStatus.CLOSED, before.paused());
      case DRAIN -> new StatusBody(RoomStatus.DRAINING, before.paused());
    };
  }
}
