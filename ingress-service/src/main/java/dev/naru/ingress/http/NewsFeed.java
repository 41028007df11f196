package dev.naru.ingress.http;

import dev.naru.ingress.push.SessionPlace;
import dev.naru.ingress.view.NewsReading;
import dev.naru.model.Announcement;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Tells one session of its room's news, each once, in their order. Whoever begins is told what
 * still matters; whoever comes back, what was missed.
 */
final class NewsFeed {
  private static final long NEW_MILLIS = Duration.ofHours(1).toMillis();

  private final String room;
  private final InstantSource time;
  private long told;

  /**
   * @param told number of the last news that the client knows; {@link SessionPlace#NO_NEWS} if it
   *     begins
   */
  NewsFeed(String room, InstantSource time, long told) {
    this.room = room;
    this.time = time;
    this.told = told;
  }

  /** Tells what is new. */
  void look(PushEar ear, PushOutlet out) throws IOException {
    NewsReading news = ear.news(room);
    if (news == null || news.last() <= told) {
      return;
    }
    boolean begins = told == SessionPlace.NO_NEWS;
    Announcement announcement = news.announcement();
    if (announcement != null && matters(announcement, begins)) {
      told = announcement.number();
      out.send("announcement", Json.ANNOUNCEMENT, AnnouncementBody.of(room, announcement));
    }
    told = news.last();
  }

  /** What was taken back matters to those only who may have been told it. */
  private boolean matters(Announcement announcement, boolean begins) {
    return announcement.number() > told
        && time.millis() - announcement.at() < NEW_MILLIS
        && !(begins && announcement.text().isEmpty());
  }

  /** Number of the last news told. */
  long told() {
    return told;
  }
}
