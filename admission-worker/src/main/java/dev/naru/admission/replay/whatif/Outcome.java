package dev.naru.admission.replay.whatif;

import dev.naru.model.EndReason;
import java.util.Map;

/**
 * How a span went, in figures.
 *
 * @param sessions that were in the rooms: there already when the span began, or joined in it
 * @param admitted in the span
 * @param ended in the span, by reason
 * @param maxActive the most that were active at once in one room
 * @param maxWaiting the most that waited at once in one room
 * @param waitSeconds of those admitted in the span, from joining
 * @param series the same over time, all rooms that the report is about together
 */
public record Outcome(
    long sessions,
    long admitted,
    Map<EndReason, Long> ended,
    int maxActive,
    Waits waitSeconds,
    int maxWaiting,
    Queries queries,
    OverTime series) {

  /** How long people waited. */
  public record Waits(double p50, double p95, double max) {}

  /**
   * How queries went.
   *
   * @param finished with any outcome
   * @param queueSeconds from submission to a slot
   * @param slotUse share of the slots' time that they held a query, 0 to 1
   */
  public record Queries(long finished, QueueWaits queueSeconds, double slotUse) {}

  /** How long queries waited for a slot. */
  public record QueueWaits(double p50, double p95) {}

  /**
   * Over time.
   *
   * @param waitSeconds by the time of admission
   * @param busySlots slots that hold a query
   */
  public record OverTime(Series active, Series waiting, Series waitSeconds, Series busySlots) {}
}
