package dev.naru.ingress.view;

import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What everybody in a room was told lately, as it was at one moment.
 *
 * @param announcement the last one; null if there never was one
 * @param draws as people may know them, in the order of their last news
 */
public record NewsReading(Head head, @Nullable Announcement announcement, List<Draw> draws) {
  public NewsReading {
    draws = List.copyOf(draws);
  }

  /** Number of the last news, 0 if there were none. */
  public long last() {
    long told = announcement == null ? 0 : announcement.number();
    return draws.isEmpty() ? told : Math.max(told, draws.getLast().number());
  }
}
