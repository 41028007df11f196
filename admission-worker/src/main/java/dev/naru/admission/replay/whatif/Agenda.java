package dev.naru.admission.replay.whatif;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is going to happen at which imagined time; at one time in the recorded order, and what has
 * none in the order of being added.
 */
final class Agenda {
  /** Comes after everything that was recorded for the same time. */
  static final long NOT_RECORDED = Long.MAX_VALUE;

  private final PriorityQueue<Item> items =
      new PriorityQueue<>(
          Comparator.comparingLong(Item::at)
              .thenComparingLong(Item::order)
              .thenComparingLong(Item::number));
  private long added;

  /**
   * Something to do.
   *
   * @param at ms since 1970
   * @param order offset of the recorded command behind it, or {@link #NOT_RECORDED}
   * @param number tells items of one command apart
   */
  record Item(long at, long order, long number, Runnable task) {}

  void add(long at, long order, Runnable task) {
    items.add(new Item(at, order, added++, task));
  }

  /** The first; null if there is none. */
  @Nullable Item peek() {
    return items.peek();
  }

  /** The first, if it comes before this time and order; null if not. */
  @Nullable Item firstBefore(long time, long order) {
    Item first = items.peek();
    boolean isBefore =
        first != null && (first.at < time || (first.at == time && first.order < order));
    return isBefore ? first : null;
  }

  void removeFirst() {
    items.remove();
  }
}
