package dev.naru.ingress.news;

import dev.naru.ingress.view.NewsReading;
import dev.naru.model.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What was known, and what was read since. */
final class Freshened {
  /** As many as the view keeps. */
  private static final int MOST_OVER = 50;

  private Freshened() {}

  /** Returns all that is known now; of draws that are over, the last. */
  static NewsReading by(NewsReading known, NewsReading read) {
    Set<UUID> changed = read.draws().stream().map(Draw::drawId).collect(Collectors.toSet());
    List<Draw> draws = new ArrayList<>(known.draws());
    draws.removeIf(draw -> changed.contains(draw.drawId()));
    draws.addAll(read.draws());
    long over = draws.stream().filter(draw -> draw.phase().isOver()).count();
    List<Draw> kept = new ArrayList<>(draws.size());
    for (Draw draw : draws) {
      if (draw.phase().isOver() && over > MOST_OVER) {
        over--;
      } else {
        kept.add(draw);
      }
    }
    return new NewsReading(read.head(), read.announcement(), kept);
  }
}
