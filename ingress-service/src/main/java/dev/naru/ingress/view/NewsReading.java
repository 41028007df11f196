package dev.naru.ingress.view;

import dev.naru.model.Announcement;
import org.jspecify.annotations.Nullable;

/**
 * What everybody in a room was told lately, as it was at one moment.
 *
 * @param announcement the last one; null if there never was one
 */
public record NewsReading(Head head, @Nullable Announcement announcement) {
  /** Number of the last news, 0 if there were none. */
  public long last() {
    return announcement == null ? 0 : announcement.number();
  }
}
