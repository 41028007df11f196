package dev.naru.admission.loop;

import dev.naru.admission.view.ViewWriter;
import dev.naru.model.RoomSettings;
import java.util.Map;

/**
 * What the outside may know of a partition's loop; immutable.
 *
 * @param phase what it does
 * @param detail why, for people; empty if there is nothing to say
 * @param offset of the last command decided, -1 before the first
 * @param lag commands that lie in the log and are not decided
 * @param view how the view stands
 * @param viewLag commands that are committed and not yet in the view
 * @param configured whether the settings file is in force, as far as it is about the partition
 * @param rooms figures by room
 * @param pools figures by pool
 */
public record LoopStatus(
    Phase phase,
    String detail,
    long offset,
    long lag,
    ViewWriter.Condition view,
    long viewLag,
    boolean configured,
    Map<String, RoomFigures> rooms,
    Map<String, PoolFigures> pools) {

  /** What a loop does. */
  public enum Phase {
    TAKING_OVER,
    RUNNING,
    /** Something failed; it will be tried again. */
    FAILED,
    /** The log is not what it was; nothing is tried until the worker starts again. */
    BROKEN,
    STOPPED
  }

  /** A room in numbers. */
  public record RoomFigures(RoomSettings settings, int active, int waiting) {}

  /** A pool in numbers. */
  public record PoolFigures(int queued, int busySlots, int slots, boolean held) {}

  static LoopStatus of(Phase phase, String detail) {
    return new LoopStatus(
        phase, detail, -1, 0, ViewWriter.Condition.UNKNOWN, 0, false, Map.of(), Map.of());
  }
}
