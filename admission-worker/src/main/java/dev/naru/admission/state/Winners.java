package dev.naru.admission.state;

import dev.naru.model.DrawWinner;
import dev.naru.model.UserMarks;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who has won in a room: the last 10,000 who were told so, as long as the room is there, and those
 * who are about to be told. Users are kept by their marks alone.
 */
final class Winners {
  static final int MOST_REMEMBERED = 10_000;

  private final String room;
  private final LinkedHashSet<String> told = new LinkedHashSet<>(0);
  private final TreeMap<UUID, Set<String>> untold = new TreeMap<>();

  Winners(String room) {
    this.room = room;
  }

  /** Puts back those who were written down, in their order. */
  void restore(List<String> written) {
    told.addAll(written);
  }

  void drawn(UUID draw, List<DrawWinner> winners) {
    untold.put(draw, winners.stream().map(DrawWinner::user).collect(Collectors.toSet()));
  }

  void cancelled(UUID draw) {
    untold.remove(draw);
  }

  /** Whoever wins again is remembered as of now. */
  void told(UUID draw, List<DrawWinner> winners) {
    untold.remove(draw);
    for (DrawWinner winner : winners) {
      told.remove(winner.user());
      told.add(winner.user());
    }
    while (told.size() > MOST_REMEMBERED) {
      told.removeFirst();
    }
  }

  boolean contains(String userKey) {
    if (told.isEmpty() && untold.isEmpty()) {
      return false;
    }
    String user = UserMarks.of(room, userKey);
    return told.contains(user)
        || untold.values().stream().anyMatch(winners -> winners.contains(user));
  }

  @Override
  public String toString() {
    return "told="
        + told
        + " untold="
        + untold.keySet()
        + untold.values().stream().map(TreeSet::new).toList();
  }

  /** Those who were told, the earliest first. */
  Collection<String> told() {
    return Collections.unmodifiableCollection(told);
  }
}
