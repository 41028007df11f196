package dev.naru.ingress.figures;

import java.util.List;

/** What rooms were like lately. Throws {@link dev.naru.ingress.store.StoreAwayException}. */
public interface RoomSeries {

  /**
   * Returns a point for each step of the window, the oldest first; some seconds old.
   *
   * @param waitingNow length of the line, as the view has it
   */
  List<Point> of(String room, Window window, long waitingNow);
}
