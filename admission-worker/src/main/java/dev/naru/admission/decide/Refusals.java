package dev.naru.admission.decide;

import dev.naru.model.RefusalReason;
import dev.naru.model.command.Command;
import dev.naru.model.command.RequestSession;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Event;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says no: one event with the reason, and a message of the form "Expected …, but …". */
final class Refusals {
  private Refusals() {}

  static List<Event> unreadable() {
    return List.of(
        new CommandRefused(
            "Unreadable",
            RefusalReason.UNREADABLE,
            "Expected a command that this version can read, but found something else; see the dead letter",
            null,
            null,
            null,
            null));
  }

  static List<Event> ofPool(Command command, String message) {
    return refuse(command, RefusalReason.NOT_DUE, message, null, null, null, null);
  }

  static List<Event> ofUnknownPool(Command command, String message) {
    return refuse(command, RefusalReason.UNKNOWN_POOL, message, null, null, null, null);
  }

  static List<Event> ofUnknownRoom(Command command, String room) {
    return ofRoom(
        command,
        RefusalReason.UNKNOWN_ROOM,
        "Expected room '" + room + "', but there is none",
        room);
  }

  static List<Event> ofRoom(Command command, RefusalReason reason, String message, String room) {
    return refuse(command, reason, message, room, null, null, null);
  }

  static List<Event> ofRequest(RequestSession command, RefusalReason reason, String message) {
    return refuse(
        command, reason, message, command.room(), command.userKey(), command.sessionId(), null);
  }

  static List<Event> ofSession(
      Command command, RefusalReason reason, String message, UUID sessionId) {
    return refuse(command, reason, message, null, null, sessionId, null);
  }

  static List<Event> ofQuery(
      Command command,
      RefusalReason reason,
      String message,
      @Nullable UUID sessionId,
      UUID queryId) {
    return refuse(command, reason, message, null, null, sessionId, queryId);
  }

  private static List<Event> refuse(
      Command command,
      RefusalReason reason,
      String message,
      @Nullable String room,
      @Nullable String userKey,
      @Nullable UUID sessionId,
      @Nullable UUID queryId) {
    String type = command.getClass().getSimpleName();
    return List.of(new CommandRefused(type, reason, message, room, userKey, sessionId, queryId));
  }
}
