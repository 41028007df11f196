package dev.naru.ingress.http;

import dev.naru.ingress.push.SessionPlace;
import dev.naru.ingress.view.NewsReading;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

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

  /**
   * Tells what is new.
   *
   * @param sessionId of the session that is told
   */
  void look(PushEar ear, UUID sessionId, PushOutlet out) throws IOException {
    NewsReading news = ear.news(room);
    if (news == null || news.last() <= told) {
      return;
    }
    boolean begins = told == SessionPlace.NO_NEWS;
    Announcement announcement = news.announcement();
    for (Draw draw : news.draws()) {
      if (announcement != null && announcement.number() < draw.number()) {
        tell(announcement, begins, out);
      }
      tell(draw, begins, sessionId, out);
    }
    if (announcement != null) {
      tell(announcement, begins, out);
    }
    told = news.last();
  }

  /** What was taken back matters to those only who may have been told it. */
  private void tell(Announcement announcement, boolean begins, PushOutlet out) throws IOException {
    boolean isNew = time.millis() - announcement.at() < NEW_MILLIS;
    if (announcement.number() > told && isNew && !(begins && announcement.text().isEmpty())) {
      told = announcement.number();
      out.send("announcement", Json.ANNOUNCEMENT, AnnouncementBody.of(room, announcement));
    }
  }

  /** What is over matters to those only who may have been told of its beginning. */
  private void tell(Draw draw, boolean begins, UUID sessionId, PushOutlet out) throws IOException {
    if (draw.number() > told && !(begins && draw.phase().isOver())) {
      told = draw.number();
      out.send("draw", Json.DRAW, DrawBody.of(draw, sessionId));
    }
  }

  /** Number of the last news told. */
  long told() {
    return told;
  }
}
