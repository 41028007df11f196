package dev.naru.chaos;

import java.util.List;

/**
 * What became of one seed.
 *
 * @param violations what contradicts an invariant; empty if all is well
 * @param drainSeconds from the end of the last fault until nobody was there any more
 */
record Outcome(Plan plan, long joins, long queries, double drainSeconds, List<String> violations) {
  boolean isGood() {
    return violations.isEmpty();
  }
}
