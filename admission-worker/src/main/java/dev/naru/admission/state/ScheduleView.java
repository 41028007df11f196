package dev.naru.admission.state;

import dev.naru.model.Lottery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a room has come in its schedule, read-only. Times are ms since 1970. */
public interface ScheduleView {
  /** When it opens next, or has opened last; null if that is not known. */
  @Nullable Opening opening();

  /** How far it has come in that. */
  Stage stage();

  /** What its schedule has to do at the clock, in order of time. */
  List<Moment> dueMoments(long clock);

  /** The drawing of the order of its last opening, or of the next; null if there is none. */
  @Nullable Lottery lottery();

  /** Whether the order of those who wait has to be drawn now. */
  boolean awaitsDrawing();

  /** Whether nobody can know the order of those who wait, because it is drawn later. */
  boolean isUnordered();

  /**
   * When a room is open.
   *
   * @param closesAt 0 is never
   * @param seed of the drawing of the order, 64 hex digits; null if there is none, or not yet
   */
  record Opening(long opensAt, long closesAt, @Nullable String seed) {}

  /** How far a room has come in an opening, in order. */
  enum Stage {
    /** Nothing was done for the opening yet, nor against it. */
    NONE,
    /** It was shut until then. */
    SHUT,
    /** Joins are taken before it opens. */
    PRE_QUEUE,
    OPEN,
    /** It has closed again. */
    OVER
  }

  /**
   * Something that a room's schedule does at a time.
   *
   * @param at 0 for what holds since ever
   * @param capacity of {@code CAPACITY}, otherwise 0
   */
  record Moment(long at, Kind kind, int capacity) {
    /** What it does. */
    public enum Kind {
      SHUT,
      PRE_QUEUE,
      OPENS,
      CLOSES,
      CAPACITY
    }
  }
}
