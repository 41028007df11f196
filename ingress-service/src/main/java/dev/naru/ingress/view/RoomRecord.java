package dev.naru.ingress.view;

import dev.naru.model.AdmissionHistory;
import dev.naru.model.Lottery;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.ScheduleSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One room's settings and figures.
 *
 * @param serving highest ticket admitted, 0 if none
 * @param lastTicket 0 if none
 * @param held whether no query of the room gets a slot: all of its pools are held
 * @param opening null if it has none, or it is not known yet
 * @param lottery the drawing of the order of its last opening, or of the next; null if there is
 *     none
 */
public record RoomRecord(
    Head head,
    String name,
    RoomSettings settings,
    RoomStatus status,
    boolean paused,
    int active,
    int waiting,
    long serving,
    long lastTicket,
    AdmissionHistory admissions,
    boolean held,
    @Nullable RoomOpening opening,
    @Nullable Lottery lottery) {

  /** One without a schedule. */
  public RoomRecord(
      Head head,
      String name,
      RoomSettings settings,
      RoomStatus status,
      boolean paused,
      int active,
      int waiting,
      long serving,
      long lastTicket,
      AdmissionHistory admissions,
      boolean held) {
    this(
        head,
        name,
        settings,
        status,
        paused,
        active,
        waiting,
        serving,
        lastTicket,
        admissions,
        held,
        null,
        null);
  }

  /** When joins are taken for the next opening; null if that is not known, or has passed. */
  public @Nullable Instant joinsFrom(Instant now) {
    ScheduleSettings schedule = settings.schedule();
    if (schedule == null || opening == null) {
      return null;
    }
    Instant from = opening.opensAt().minus(schedule.preQueue());
    return from.isAfter(now) ? from : null;
  }

  /** Whether a join would be admitted without waiting, as far as the figures tell. */
  public boolean admitsAtOnce() {
    return status == RoomStatus.OPEN && !paused && waiting == 0 && active < settings.capacity();
  }

  public boolean isLineFull() {
    return waiting >= settings.maxWaiting() && !admitsAtOnce();
  }
}
