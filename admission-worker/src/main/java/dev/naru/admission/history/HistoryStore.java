package dev.naru.admission.history;

import dev.naru.model.event.Envelope;
import java.util.List;
import java.util.Set;

/** Where history is kept. */
interface HistoryStore {
  /**
   * Adds events, in the order of their log, in one transaction; what is known already changes
   * nothing.
   *
   * @param partitions of the event log that the events are from
   */
  void add(Set<Integer> partitions, List<Envelope> events);

  /** Whether there is no history at all: then whatever was read of the log is lost. */
  boolean isEmpty();
}
