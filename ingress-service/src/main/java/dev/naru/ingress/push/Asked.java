package dev.naru.ingress.push;

import java.util.List;
import java.util.UUID;

/**
 * Which queries a session asked, so that a push that begins later knows them too. Soft: it is kept
 * for a day, and what was asked while Redis is away is missing; a live push hears of that one by
 * the events.
 */
public interface Asked {

  /** Notes a query that is about to be submitted; does not wait, and does not fail. */
  void note(int partition, UUID sessionId, UUID queryId);

  /**
   * Reads the last entries, in their order; throws {@link dev.naru.ingress.view.ViewAwayException}
   * if Redis does not answer.
   *
   * @param most how many, 1 or more
   */
  List<Entry> latest(int partition, UUID sessionId, int most);

  /**
   * A query that was asked: as it was submitted, so its id may stand for another's.
   *
   * @param id where it stands in the list, {@code <ms>-<number>}
   */
  record Entry(String id, UUID queryId) {

    /** Whether it came after the entry of that id. */
    public boolean isAfter(String other) {
      String[] own = id.split("-", 2);
      String[] others = other.split("-", 2);
      int byTime = Long.compare(Long.parseLong(own[0]), Long.parseLong(others[0]));
      return byTime > 0 || byTime == 0 && Long.parseLong(own[1]) > Long.parseLong(others[1]);
    }
  }
}
