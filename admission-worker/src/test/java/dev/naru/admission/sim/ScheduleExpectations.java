package dev.naru.admission.sim;

import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.admission.state.ScheduleView.Stage;
import dev.naru.model.AtClose;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ScheduleRoom;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Event;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.PreQueueBegan;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.SessionsDrawn;
import dev.naru.model.wire.HashChain;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** What schedules and drawings must come to by the design. */
final class ScheduleExpectations {
  private ScheduleExpectations() {}

  /** What is due of a room's schedule. */
  static List<Event> moments(ModelRoom room, long clock) {
    List<Event> events = new ArrayList<>();
    for (ModelSchedule.Step step : room.schedule.due(clock, room.status)) {
      Stage stage = step.stage();
      if (stage == null) {
        events.add(
            new RoomConfigured(
                room.name,
                room.settings.withCapacity(step.capacity()),
                SettingsSource.SCHEDULE,
                step.at()));
      } else {
        events.addAll(turn(room, stage, step.at()));
      }
    }
    return events;
  }

  private static List<Event> turn(ModelRoom room, Stage stage, long at) {
    RoomOpened opened = new RoomOpened(room.name, at);
    ScheduleSettings settings = room.settings.schedule();
    boolean drains = settings != null && settings.atClose() == AtClose.DRAIN;
    return switch (stage) {
      case NONE -> throw new AssertionError("nobody asks for that");
      case SHUT -> List.of(new RoomClosed(room.name, at));
      case PRE_QUEUE -> List.of(new PreQueueBegan(room.name, at));
      case OPEN -> room.paused ? List.of(new AdmissionResumed(room.name), opened) : List.of(opened);
      case OVER -> List.of(drains ? new RoomDrained(room.name, at) : new RoomClosed(room.name, at));
    };
  }

  /** The drawing that a room waits for, worked out by hand. */
  static List<Event> drawing(ModelRoom room, String chain) {
    Opening opening = room.schedule.opening;
    String seed = opening == null || opening.seed() == null ? "" : opening.seed();
    List<UUID> order = new ArrayList<>(room.line.stream().map(session -> session.id).toList());
    order.sort(Comparator.comparing(id -> key(seed, chain, id)));
    List<Event> events = new ArrayList<>();
    long first = room.lastTicket + 1;
    events.add(new LotteryDrawn(room.name, seed, chain, order.size(), first));
    for (int i = 0; i < order.size(); i += 1_000) {
      List<UUID> some = order.subList(i, Math.min(i + 1_000, order.size()));
      events.add(new SessionsDrawn(room.name, first + i, i, some));
    }
    return events;
  }

  private static String key(String seed, String chain, UUID id) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(seed));
    bytes.writeBytes(HexFormat.of().parseHex(chain));
    bytes.writeBytes(id.toString().getBytes(StandardCharsets.UTF_8));
    return HashChain.hashOf(bytes.toByteArray());
  }

  /** Whether a room may be told that. */
  static boolean allows(ModelRoom room, ScheduleRoom c, long clock) {
    ScheduleSettings settings = room.settings.schedule();
    if (settings == null || settings.draws() != (c.seed() != null)) {
      return false;
    }
    Opening opening = room.schedule.opening;
    if (settings.opensAt() != null) {
      return opening != null
          && opening.equals(new Opening(c.opensAt(), c.closesAt(), null))
          && c.seed() != null
          && room.schedule.stage.compareTo(Stage.OPEN) < 0;
    }
    boolean free = opening == null || room.schedule.stage == Stage.OVER;
    return settings.hours() != null && free && (c.closesAt() == 0 || c.closesAt() > clock);
  }
}
