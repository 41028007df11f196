package dev.naru.admission.decide;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.Announcement;
import dev.naru.model.RefusalReason;
import dev.naru.model.command.Announce;
import dev.naru.model.event.Announced;
import dev.naru.model.event.Event;
import java.util.List;

/** Decides on what everybody in a room is told. */
final class Announcements {
  private Announcements() {}

  static List<Event> announce(RoomsView state, Announce command) {
    RoomView room = state.room(command.room());
    if (room == null) {
      return Refusals.ofUnknownRoom(command, command.room());
    }
    Announcement last = room.announcement();
    if (last != null && last.announcementId().equals(command.announcementId())) {
      return Refusals.ofRoom(
          command,
          RefusalReason.ID_TAKEN,
          "Expected a new announcement, but '%s' was made already"
              .formatted(command.announcementId()),
          command.room());
    }
    return List.of(new Announced(command.announcementId(), command.room(), command.text()));
  }
}
