package dev.naru.admission.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who waited and saw a later ticket go first, and why: they had left, been silent or been sent home
 * ({@code LEFT}, {@code ABANDONED}, {@code ROOM_CLOSED}), or, if the order was broken, stood there
 * still ({@code STILL_WAITING}). Counts, and the first few.
 */
public final class PassedOver {
  private static final int FEW = 10;

  private final Map<String, Long> counts = new TreeMap<>();
  private final List<Passed> first = new ArrayList<>();

  /**
   * One of them.
   *
   * @param at when, ms since 1970
   */
  public record Passed(String room, long ticket, UUID sessionId, String why, long at) {}

  void add(String why, Passed passed) {
    counts.merge(why, 1L, Long::sum);
    if (first.size() < FEW) {
      first.add(passed);
    }
  }

  void addAll(PassedOver other) {
    other.counts.forEach((why, count) -> counts.merge(why, count, Long::sum));
    other.first.stream().limit(FEW - (long) first.size()).forEach(first::add);
  }

  /** How many, by why. */
  @JsonProperty
  public Map<String, Long> counts() {
    return counts;
  }

  @JsonProperty
  public List<Passed> first() {
    return first;
  }
}
