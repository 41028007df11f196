package dev.naru.ingress.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The partitions of the log, by number. There is one until the log has said how many there are;
 * they only ever become more. Thread-safe.
 */
public final class Partitions {
  private final IntFunction<Partition> make;
  private volatile List<Partition> all;
  private volatile boolean counted;

  public Partitions(IntFunction<Partition> make) {
    this.make = make;
    this.all = List.of(make.apply(0));
  }

  public List<Partition> all() {
    return all;
  }

  /** The one that there is always. */
  public Partition first() {
    return all.getFirst();
  }

  /** Returns one; throws {@link ViewAwayException} for one that the log has not told of yet. */
  public Partition of(int number) {
    List<Partition> known = all;
    if (number < 0 || number >= known.size()) {
      throw new ViewAwayException("Expected to know partition " + number + ", but do not", null);
    }
    return known.get(number);
  }

  /** The log has so many. */
  public synchronized void count(int partitions) {
    List<Partition> known = new ArrayList<>(all);
    while (known.size() < partitions) {
      known.add(make.apply(known.size()));
    }
    all = List.copyOf(known);
    counted = true;
  }

  /** Throws {@link ViewAwayException} until the log has told how many there are. */
  public void requireCounted() {
    if (!counted) {
      throw new ViewAwayException(
          "Expected the log to say how many partitions it has, but it has not yet", null);
    }
  }

  /** Whether the log has told how many there are. */
  boolean isCounted() {
    return counted;
  }
}
