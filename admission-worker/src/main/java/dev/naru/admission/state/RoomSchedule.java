package dev.naru.admission.state;

import dev.naru.admission.state.ScheduleView.Moment;
import dev.naru.admission.state.ScheduleView.Moment.Kind;
import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.admission.state.ScheduleView.Stage;
import dev.naru.model.Lottery;
import dev.naru.model.LotteryOrder;
import dev.naru.model.RoomStatus;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.TimedCapacity;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.RoomScheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a room has come in its schedule. Of what is due several times over only the last is done,
 * so a room that was set up late is as one that was set up in time.
 */
final class RoomSchedule {
  /** Before any timed capacity. */
  private static final long NO_TIME = -1;

  private @Nullable ScheduleSettings settings;
  private @Nullable Opening opening;
  private Stage stage = Stage.NONE;
  private long capacityUntil = NO_TIME;
  private @Nullable Lottery lottery;
  private boolean awaitsDrawing;

  RoomSchedule(@Nullable ScheduleSettings settings) {
    begin(settings);
  }

  /** As it was written down; null if nothing was. */
  void restore(StatePart.Schedule written) {
    opening = written.opening();
    stage = written.stage();
    capacityUntil = written.capacityUntil();
    lottery = written.lottery();
  }

  /** Null if nothing is to be remembered. */
  StatePart.@Nullable Schedule written(String room) {
    return settings == null && lottery == null
        ? null
        : new StatePart.Schedule(room, opening, stage, capacityUntil, lottery);
  }

  /** Begins anew, unless these are the settings in force. */
  void configure(@Nullable ScheduleSettings newSettings) {
    if (!Objects.equals(settings, newSettings)) {
      begin(newSettings);
    }
  }

  private void begin(@Nullable ScheduleSettings newSettings) {
    settings = newSettings;
    opening = null;
    stage = Stage.NONE;
    capacityUntil = NO_TIME;
    awaitsDrawing = false;
    if (newSettings != null && newSettings.opensAt() != null) {
      opening = new Opening(millis(newSettings.opensAt()), millis(newSettings.closesAt()), null);
    }
  }

  private static long millis(@Nullable Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }

  /** It is known when it opens next. */
  void opens(RoomScheduled event) {
    opening = new Opening(event.opensAt(), event.closesAt(), event.seed());
    stage = stage == Stage.OVER ? Stage.SHUT : stage;
    if (event.seed() != null) {
      lottery = Lottery.promised(event.opensAt(), event.seed());
    }
  }

  void reached(Stage newStage) {
    stage = newStage;
  }

  /** It has closed by its schedule: before it opens, or after. */
  void closed(long at) {
    stage = opening != null && at < opening.opensAt() ? Stage.SHUT : Stage.OVER;
  }

  void capacityReached(long at) {
    capacityUntil = at;
  }

  /** From now on the order of those who wait is to be drawn, if that was promised. */
  void endPreQueue() {
    awaitsDrawing = isDrawn() && opening != null && opening.seed() != null;
  }

  void drawn(LotteryDrawn event, long at) {
    awaitsDrawing = false;
    lottery =
        new Lottery(
            opening == null ? at : opening.opensAt(),
            LotteryOrder.hashOf(event.seed()),
            event.seed(),
            event.chainHash(),
            event.participants(),
            event.firstTicket(),
            at);
  }

  void giveUpDrawing() {
    awaitsDrawing = false;
  }

  boolean isDrawn() {
    return settings != null && settings.draws();
  }

  @Nullable Opening opening() {
    return opening;
  }

  Stage stage() {
    return stage;
  }

  @Nullable Lottery lottery() {
    return lottery;
  }

  boolean awaitsDrawing() {
    return awaitsDrawing;
  }

  /** When something is due next; {@link RoomState#NEVER} if nothing is. */
  long nextAt(RoomStatus status) {
    return settings == null ? RoomState.NEVER : Math.min(nextStageAt(status), nextCapacityAt());
  }

  private long nextStageAt(RoomStatus status) {
    if (opening == null) {
      return RoomState.NEVER;
    }
    long closesAt = opening.closesAt() == 0 ? RoomState.NEVER : opening.closesAt();
    return switch (stage) {
      case NONE -> 0;
      case SHUT -> preQueueAt(opening);
      case PRE_QUEUE -> awaitsSeed(opening, status) ? closesAt : opening.opensAt();
      case OPEN -> closesAt;
      case OVER -> RoomState.NEVER;
    };
  }

  /** The opening itself if there is no pre-queue. */
  private long preQueueAt(Opening next) {
    return next.opensAt() - (settings == null ? 0 : settings.preQueue().toMillis());
  }

  /** An order that nobody promised anything of proves nothing: the opening waits for the seed. */
  private boolean awaitsSeed(Opening next, RoomStatus status) {
    return status == RoomStatus.PRE_QUEUE && isDrawn() && next.seed() == null;
  }

  private long nextCapacityAt() {
    return capacities().stream()
        .mapToLong(timed -> timed.at().toEpochMilli())
        .filter(at -> at > capacityUntil)
        .findFirst()
        .orElse(RoomState.NEVER);
  }

  private List<TimedCapacity> capacities() {
    return settings == null || settings.capacity() == null ? List.of() : settings.capacity();
  }

  /** What is due at the clock, in order of time. */
  List<Moment> due(long clock, RoomStatus status) {
    List<Moment> due = new ArrayList<>(0);
    if (nextCapacityAt() <= clock) {
      TimedCapacity last =
          capacities().stream()
              .filter(timed -> timed.at().toEpochMilli() <= clock)
              .reduce((earlier, later) -> later)
              .orElseThrow();
      due.add(new Moment(last.at().toEpochMilli(), Kind.CAPACITY, last.capacity()));
    }
    if (opening != null && settings != null && nextStageAt(status) <= clock) {
      due.add(stageAt(opening, clock, status));
    }
    due.sort(Comparator.comparingLong(Moment::at));
    return due;
  }

  private Moment stageAt(Opening at, long clock, RoomStatus status) {
    if (at.closesAt() != 0 && clock >= at.closesAt()) {
      return new Moment(at.closesAt(), Kind.CLOSES, 0);
    }
    if (clock >= at.opensAt() && !awaitsSeed(at, status)) {
      return new Moment(at.opensAt(), Kind.OPENS, 0);
    }
    return clock >= preQueueAt(at)
        ? new Moment(preQueueAt(at), Kind.PRE_QUEUE, 0)
        : new Moment(0, Kind.SHUT, 0);
  }
}
