package dev.naru.admission.sim;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.model.AtClose;
import dev.naru.model.LineOrder;
import dev.naru.model.OpeningHours;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.TimedCapacity;
import dev.naru.model.Weekday;
import dev.naru.model.command.ScheduleRoom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws schedules with moments nearby, and what rooms are told of them. */
final class RandomSchedule {
  private static final int NEAR = 20_000;

  private final SplittableRandom random;
  private final Choices choices;

  RandomSchedule(SplittableRandom random, Choices choices) {
    this.random = random;
    this.choices = choices;
  }

  @Nullable ScheduleSettings settings(long now, int mostCapacity) {
    boolean weekly = choices.oneIn(3);
    boolean opens = weekly || !choices.oneIn(5);
    Duration preQueue = Duration.ofMillis(choices.oneIn(4) ? 0 : choices.upTo(NEAR));
    boolean drawn = opens && preQueue.toMillis() > 0 && choices.oneIn(2);
    Instant opensAt = opens && !weekly ? near(now) : null;
    Instant closesAt =
        opensAt == null || choices.oneIn(2) ? null : opensAt.plusMillis(1L + choices.upTo(NEAR));
    return new ScheduleSettings(
        opensAt,
        closesAt,
        preQueue,
        drawn ? LineOrder.LOTTERY : LineOrder.FIFO,
        choices.oneOf(List.of(AtClose.values())),
        weekly ? always() : null,
        weekly ? "UTC" : null,
        opens && choices.oneIn(2) ? null : capacities(now, mostCapacity));
  }

  private static List<OpeningHours> always() {
    return List.of(
        new OpeningHours(List.of(Weekday.values()), LocalTime.of(9, 0), LocalTime.of(18, 0)));
  }

  private List<TimedCapacity> capacities(long now, int most) {
    return List.of(
        new TimedCapacity(near(now), choices.upTo(most)),
        new TimedCapacity(near(now), choices.upTo(most)));
  }

  private Instant near(long now) {
    return Instant.ofEpochMilli(now - NEAR / 4 + choices.upTo(NEAR));
  }

  /** Mostly what a room needs to be told. */
  ScheduleRoom command(RoomsView state, long now) {
    String name = choices.room();
    RoomView room = state.room(name);
    Opening opening = room == null ? null : room.opening();
    ScheduleSettings settings = room == null ? null : room.settings().schedule();
    boolean drawn = settings != null && settings.draws();
    String seed = drawn != choices.oneIn(10) ? seed() : null;
    if (opening != null && !choices.oneIn(4)) {
      return new ScheduleRoom(name, opening.opensAt(), opening.closesAt(), seed);
    }
    long opensAt = near(now).toEpochMilli();
    long closesAt = choices.oneIn(3) ? 0 : opensAt + 1 + choices.upTo(NEAR);
    return new ScheduleRoom(name, opensAt, closesAt, seed);
  }

  private String seed() {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return HexFormat.of().formatHex(seed);
  }
}
