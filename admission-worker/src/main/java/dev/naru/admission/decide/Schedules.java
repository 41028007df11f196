package dev.naru.admission.decide;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.ScheduleView.Moment;
import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.admission.state.ScheduleView.Stage;
import dev.naru.model.AtClose;
import dev.naru.model.RefusalReason;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ScheduleRoom;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Event;
import dev.naru.model.event.PreQueueBegan;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.RoomScheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides on rooms that open and close by their schedule. What an operator did meanwhile holds
 * until the next of its moments.
 */
final class Schedules {
  private Schedules() {}

  /** What the schedules of rooms come to at the clock. */
  static List<Event> reach(RoomsView state, long clock) {
    List<Event> events = new ArrayList<>(0);
    for (RoomView room : state.roomsAtMoment(clock)) {
      for (Moment moment : room.dueMoments(clock)) {
        reach(room, moment, events);
      }
    }
    return events;
  }

  private static void reach(RoomView room, Moment moment, List<Event> events) {
    String name = room.name();
    switch (moment.kind()) {
      case SHUT -> events.add(new RoomClosed(name, moment.at()));
      case PRE_QUEUE -> events.add(new PreQueueBegan(name, moment.at()));
      case OPENS -> {
        if (room.paused()) {
          events.add(new AdmissionResumed(name));
        }
        events.add(new RoomOpened(name, moment.at()));
      }
      case CLOSES ->
          events.add(
              drains(room.settings().schedule())
                  ? new RoomDrained(name, moment.at())
                  : new RoomClosed(name, moment.at()));
      case CAPACITY ->
          events.add(
              new RoomConfigured(
                  name,
                  room.settings().withCapacity(moment.capacity()),
                  SettingsSource.SCHEDULE,
                  moment.at()));
    }
  }

  private static boolean drains(@Nullable ScheduleSettings schedule) {
    return schedule != null && schedule.atClose() == AtClose.DRAIN;
  }

  /** Takes what no decision could know: the next opening of the week, and the seed of a drawing. */
  static List<Event> schedule(RoomsView state, ScheduleRoom command, long clock) {
    RoomView room = state.room(command.room());
    if (room == null) {
      return Refusals.ofRoom(
          command,
          RefusalReason.UNKNOWN_ROOM,
          "Expected room '" + command.room() + "', but there is none",
          command.room());
    }
    String objection = objection(room, room.settings().schedule(), command, clock);
    return objection == null
        ? List.of(
            new RoomScheduled(room.name(), command.opensAt(), command.closesAt(), command.seed()))
        : Refusals.ofRoom(
            command,
            RefusalReason.NOT_DUE,
            "Expected room '%s' to open at %s next, but %s"
                .formatted(room.name(), Instant.ofEpochMilli(command.opensAt()), objection),
            room.name());
  }

  private static @Nullable String objection(
      RoomView room, @Nullable ScheduleSettings schedule, ScheduleRoom command, long clock) {
    if (schedule == null || (schedule.opensAt() == null && schedule.hours() == null)) {
      return "it has no opening times";
    }
    if (schedule.draws() != (command.seed() != null)) {
      return schedule.draws() ? "no seed is given for its order" : "its order is not drawn";
    }
    Opening opening = room.opening();
    return schedule.opensAt() == null || opening == null
        ? objectionToNext(room.stage(), opening, command, clock)
        : objectionToSeed(room.stage(), opening, command);
  }

  private static @Nullable String objectionToNext(
      Stage stage, @Nullable Opening opening, ScheduleRoom command, long clock) {
    if (opening != null && stage != Stage.OVER) {
      return "it is to open at " + Instant.ofEpochMilli(opening.opensAt()) + " before";
    }
    return command.closesAt() != 0 && command.closesAt() <= clock
        ? "it would have closed by then"
        : null;
  }

  private static @Nullable String objectionToSeed(
      Stage stage, Opening opening, ScheduleRoom command) {
    if (opening.opensAt() != command.opensAt() || opening.closesAt() != command.closesAt()) {
      return "its settings say " + Instant.ofEpochMilli(opening.opensAt());
    }
    if (opening.seed() != null || command.seed() == null) {
      return "that is known already";
    }
    return stage.compareTo(Stage.OPEN) < 0 ? null : "it has opened";
  }
}
