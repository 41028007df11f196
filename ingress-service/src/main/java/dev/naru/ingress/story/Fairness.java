package dev.naru.ingress.story;

import java.time.Duration;

/** Proves a room's order. Throws {@link dev.naru.ingress.store.StoreAwayException}. */
public interface Fairness {
  Duration WINDOW = Duration.ofHours(1);

  /**
   * Returns what the last hour was like; a few seconds old.
   *
   * @param partition of the log that the room is on
   * @param reached offset of a command that the history must have come to, as the view has; -1 if
   *     nothing is known of the view
   * @throws HistoryBehindException if the history has not come there within 2 s
   */
  FairnessFigures of(String room, int partition, long reached);
}
