package dev.naru.ingress.story;

import dev.naru.model.Lottery;
import java.util.List;
import java.util.UUID;

/** Who took part in a drawing of a room's order, as far as the history has got. */
public interface Drawings {

  /**
   * One who took part.
   *
   * @param ticket that was drawn
   */
  record Drawn(UUID sessionId, long ticket) {}

  /**
   * Reads some of them, in the order drawn.
   *
   * @param lottery one that was drawn
   * @param after the last ticket that is known already, 0 if none is
   */
  List<Drawn> of(String room, Lottery lottery, int most, long after);
}
