package dev.naru.admission.clock;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.admission.state.ScheduleView.Stage;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.command.ScheduleRoom;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells rooms by commands what their schedules need and no decision could know: the next opening by
 * weekly hours, and the seed of a drawing. One command is in flight for a room at most. What a
 * command comes to is decided by the log's clock. Belongs to the loop's thread; times are ms since
 * 1970.
 */
public final class ScheduleKeeper {
  private static final long LOOK_MILLIS = 1_000;
  private static final int SEED_BYTES = 32;

  private final Function<ScheduleRoom, CompletableFuture<Long>> append;
  private final Map<String, CompletableFuture<Long>> inFlight = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private long nextLook;

  /**
   * @param append appends a command and completes with its offset
   */
  public ScheduleKeeper(Function<ScheduleRoom, CompletableFuture<Long>> append) {
    this.append = append;
  }

  /** Looks once a second, and tells the rooms what they need. */
  public void look(RoomsView state, long now) {
    if (now < nextLook) {
      return;
    }
    nextLook = now + LOOK_MILLIS;
    inFlight.values().removeIf(sent -> isSettled(sent, state.offset()));
    for (RoomView room : state.rooms()) {
      ScheduleSettings schedule = room.settings().schedule();
      if (schedule != null && !inFlight.containsKey(room.name())) {
        ScheduleRoom needed = needed(room, schedule, Math.max(now, state.clock()));
        if (needed != null) {
          inFlight.put(room.name(), append.apply(needed));
        }
      }
    }
  }

  private static boolean isSettled(CompletableFuture<Long> sent, long decided) {
    return sent.isDone() && (sent.isCompletedExceptionally() || sent.join() <= decided);
  }

  private @Nullable ScheduleRoom needed(RoomView room, ScheduleSettings schedule, long now) {
    Opening opening = room.opening();
    if (schedule.opensAt() != null) {
      return schedule.draws() && opening != null ? seedOf(room, opening) : null;
    }
    return opening == null || room.stage() == Stage.OVER
        ? WeeklyHours.of(schedule).map(hours -> next(room, schedule, hours, now)).orElse(null)
        : null;
  }

  private @Nullable ScheduleRoom seedOf(RoomView room, Opening opening) {
    return opening.seed() == null && room.stage().compareTo(Stage.OPEN) < 0
        ? new ScheduleRoom(room.name(), opening.opensAt(), opening.closesAt(), seed())
        : null;
  }

  private ScheduleRoom next(
      RoomView room, ScheduleSettings schedule, WeeklyHours hours, long millis) {
    Instant now = Instant.ofEpochMilli(millis);
    WeeklyHours.Span span = hours.next(now);
    return new ScheduleRoom(
        room.name(),
        span.opensAt().toEpochMilli(),
        span.closesAtMillis(now),
        schedule.draws() ? seed() : null);
  }

  private String seed() {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return HexFormat.of().formatHex(seed);
  }
}
