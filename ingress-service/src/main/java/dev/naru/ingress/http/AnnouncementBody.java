package dev.naru.ingress.http;

import dev.naru.model.Announcement;
import java.time.Instant;
import java.util.UUID;

/**
 * What everybody in a room is told.
 *
 * @param text empty if it was taken back
 */
record AnnouncementBody(UUID announcementId, String room, String text, Instant at) {

  static AnnouncementBody of(String room, Announcement told) {
    return new AnnouncementBody(
        told.announcementId(), room, told.text(), Instant.ofEpochMilli(told.at()));
  }
}
