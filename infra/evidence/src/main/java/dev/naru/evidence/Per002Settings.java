package dev.naru.evidence;

import dev.naru.evidence.load.Stays;
import java.time.Duration;
import java.util.List;

/**
 * The sizes of PER-002.
 *
 * @param bursts users at once, with limits on response times
 * @param sustainedUsers at any time
 * @param sustained how long users go on to come
 * @param largeBursts users at once, with the same correctness and without those limits
 * @param rehearsals of the tool, against a pretended room
 * @param stays how long users stay
 */
record Per002Settings(
    List<Integer> bursts,
    int sustainedUsers,
    Duration sustained,
    List<Integer> largeBursts,
    int rehearsals,
    Stays stays) {

  /** As published, and more. */
  static Per002Settings published() {
    return new Per002Settings(
        List.of(20, 50, 100, 200),
        30,
        Duration.ofSeconds(60),
        List.of(1_000, 10_000),
        6,
        new Stays(Duration.ofSeconds(5), Duration.ofSeconds(15), 17));
  }

  int largestLimitedBurst() {
    return bursts.stream().mapToInt(Integer::intValue).max().orElse(1);
  }
}
