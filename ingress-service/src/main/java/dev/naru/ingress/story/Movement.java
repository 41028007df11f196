package dev.naru.ingress.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of those before a visitor went, within a moment.
 *
 * @param at when the last of them went
 * @param served how many were admitted
 * @param left how many left by themselves
 * @param abandoned how many were not heard of for too long
 * @param removed how many went in another way, such as by an operator
 */
record Movement(Instant at, int served, int left, int abandoned, int removed) {

  int all() {
    return served + left + abandoned + removed;
  }

  String words() {
    List<String> parts = new ArrayList<>();
    add(parts, served, "served");
    add(parts, left, "left");
    add(parts, abandoned, "abandoned");
    add(parts, removed, "removed");
    return "of those before you: " + String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
