package dev.naru.ingress.http;

import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.Asked;
import dev.naru.ingress.push.SessionPlace;
import java.time.Clock;
import java.util.UUID;

/** Makes the feeds of sessions, for whatever they are told by. */
final class SessionFeeds {
  private final SessionReads sessions;
  private final SessionBodies bodies;
  private final QueryReads queries;
  private final Asked asked;
  private final Chunks chunks;

  SessionFeeds(
      SessionReads sessions, SessionBodies bodies, QueryReads queries, Asked asked, Chunks chunks) {
    this.sessions = sessions;
    this.bodies = bodies;
    this.queries = queries;
    this.asked = asked;
    this.chunks = chunks;
  }

  /**
   * Makes one.
   *
   * @param id of the session, as it was asked for
   * @param place how far its reader has come
   */
  SessionFeed of(UUID id, SessionToken token, SessionPlace place) {
    AskedFeeds feeds =
        new AskedFeeds(
            asked,
            queries,
            token,
            place,
            (query, from) -> new QueryFeed(queries, sessions, chunks, token, query, from, true));
    NewsFeed news = new NewsFeed(token.room(), Clock.systemUTC(), place.news());
    return new SessionFeed(sessions, bodies, feeds, news, token, id, place.body());
  }
}
