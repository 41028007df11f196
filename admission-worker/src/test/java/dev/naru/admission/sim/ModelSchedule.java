package dev.naru.admission.sim;

import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.admission.state.ScheduleView.Stage;
import dev.naru.model.RoomStatus;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.TimedCapacity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A room's schedule as the auditor sees it: a list of what it is to do, and when. */
final class ModelSchedule {
  static final long NEVER = Long.MAX_VALUE;

  @Nullable ScheduleSettings settings;
  @Nullable Opening opening;
  Stage stage = Stage.NONE;
  long capacityUntil = -1;
  boolean awaitsDrawing;

  /** SHA-256 of the last seed that was promised; null if none was. */
  @Nullable String promised;

  /** Whether the promise was kept. */
  boolean kept;

  /** One thing to do; the stage is null if it is another capacity. */
  record Step(long at, @Nullable Stage stage, int capacity) {}

  void configure(@Nullable ScheduleSettings newSettings) {
    if (Objects.equals(settings, newSettings)) {
      return;
    }
    settings = newSettings;
    stage = Stage.NONE;
    capacityUntil = -1;
    Instant opens = newSettings == null ? null : newSettings.opensAt();
    Instant closes = newSettings == null ? null : newSettings.closesAt();
    opening =
        opens == null
            ? null
            : new Opening(opens.toEpochMilli(), closes == null ? 0 : closes.toEpochMilli(), null);
  }

  boolean isDrawn() {
    return settings != null && settings.draws();
  }

  /** All that is ahead. */
  private List<Step> ahead(RoomStatus status) {
    List<Step> steps = new ArrayList<>();
    if (settings == null) {
      return steps;
    }
    if (opening != null) {
      boolean canOpen = status != RoomStatus.PRE_QUEUE || !isDrawn() || opening.seed() != null;
      steps.add(new Step(0, Stage.SHUT, 0));
      if (settings.preQueue().toMillis() > 0) {
        long from = opening.opensAt() - settings.preQueue().toMillis();
        steps.add(new Step(from, Stage.PRE_QUEUE, 0));
      }
      if (canOpen) {
        steps.add(new Step(opening.opensAt(), Stage.OPEN, 0));
      }
      if (opening.closesAt() != 0) {
        steps.add(new Step(opening.closesAt(), Stage.OVER, 0));
      }
      steps.removeIf(step -> step.stage() != null && step.stage().compareTo(stage) <= 0);
    }
    if (settings.capacity() != null) {
      for (TimedCapacity timed : settings.capacity()) {
        steps.add(new Step(timed.at().toEpochMilli(), null, timed.capacity()));
      }
      steps.removeIf(step -> step.stage() == null && step.at() <= capacityUntil);
    }
    return steps;
  }

  long nextAt(RoomStatus status) {
    return ahead(status).stream().mapToLong(Step::at).min().orElse(NEVER);
  }

  /** What is to be done at the clock: of each kind the last, in order of time. */
  List<Step> due(long clock, RoomStatus status) {
    List<Step> due = ahead(status);
    due.removeIf(step -> step.at() > clock);
    List<Step> last = new ArrayList<>();
    due.stream().filter(s -> s.stage() == null).reduce((a, b) -> b).ifPresent(last::add);
    due.stream().filter(s -> s.stage() != null).reduce((a, b) -> b).ifPresent(last::add);
    last.sort(Comparator.comparingLong(Step::at));
    return last;
  }
}
