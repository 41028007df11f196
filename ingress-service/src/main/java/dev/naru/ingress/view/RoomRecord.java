package dev.naru.ingress.view;

import dev.naru.model.AdmissionHistory;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;

/**
 * One room's settings and figures.
 *
 * @param serving highest ticket admitted, 0 if none
 * @param lastTicket 0 if none
 * @param held whether no query of the room gets a slot: all of its pools are held
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
    boolean held) {

  /** Whether a join would be admitted without waiting, as far as the figures tell. */
  public boolean admitsAtOnce() {
    return status == RoomStatus.OPEN && !paused && waiting == 0 && active < settings.capacity();
  }

  public boolean isLineFull() {
    return waiting >= settings.maxWaiting() && !admitsAtOnce();
  }
}
