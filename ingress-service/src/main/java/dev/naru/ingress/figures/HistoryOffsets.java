package dev.naru.ingress.figures;

import java.util.Map;

/** How far the history of sessions has got. */
public interface HistoryOffsets {

  /**
   * Returns the offset of the last command that the history has read, by partition; throws {@link
   * dev.naru.ingress.store.StoreAwayException}.
   */
  Map<Integer, Long> reached();
}
