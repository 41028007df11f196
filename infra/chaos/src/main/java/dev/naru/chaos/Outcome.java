package dev.naru.chaos;

import java.util.List;

/**
 * What became of one seed.
 *
 * @param violations what contradicts an invariant; empty if all is well
 * @param drainSeconds from when nobody came any more, all faults over, until nobody was left
 */
record Outcome(Plan plan, long joins, long queries, double drainSeconds, List<String> violations) {
  boolean isGood() {
    return violations.isEmpty();
  }
}
