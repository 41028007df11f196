package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.BodyDigest;
import dev.naru.ingress.push.SessionPlace;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import java.io.IOException;
import java.util.UUID;

/**
 * Tells of a session: its body whenever that changes, its position once a second at most, of its
 * queries, and of its room's news. The body of its end comes last.
 */
final class SessionFeed implements PushFeed {
  private final SessionReads reads;
  private final SessionBodies bodies;
  private final AskedFeeds queries;
  private final NewsFeed news;
  private final SessionToken token;
  private final UUID asked;
  private UUID id;
  private String told;

  /**
   * @param asked the id that was asked for
   * @param told digest of the body that the client knows
   */
  SessionFeed(
      SessionReads reads,
      SessionBodies bodies,
      AskedFeeds queries,
      NewsFeed news,
      SessionToken token,
      UUID asked,
      String told) {
    this.reads = reads;
    this.bodies = bodies;
    this.queries = queries;
    this.news = news;
    this.token = token;
    this.asked = asked;
    this.id = asked;
    this.told = told;
  }

  @Override
  public boolean look(PushEar ear, boolean due, PushOutlet out) throws IOException {
    if (!due) {
      queries.look(ear, false, out);
      news.look(ear, id, out);
      return false;
    }
    Seen<SessionRecord> seen = reads.read(asked, token);
    ear.saw(seen);
    id = seen.id();
    // first, so that the place of the first event holds them
    queries.discover(ear, id);
    boolean over = seen.thing().state() == SessionState.ENDED;
    if (!over) {
      tell(seen.thing(), out);
    }
    queries.look(ear, true, out);
    if (over) {
      tell(seen.thing(), out);
    } else {
      news.look(ear, id, out);
    }
    return over;
  }

  private void tell(SessionRecord session, PushOutlet out) throws IOException {
    String digest = BodyDigest.of(EntityTags.of(session));
    if (!digest.equals(told)) {
      told = digest;
      out.send("session", Json.SESSION, bodies.of(session));
    }
  }

  @Override
  public void heard() {
    reads.heard(id, token);
  }

  @Override
  public String place() {
    return sessionPlace().text();
  }

  SessionPlace sessionPlace() {
    return new SessionPlace(queries.mark(), told, news.told(), queries.places());
  }

  /** Tells of the query from its beginning, also if it did before. */
  void follow(UUID queryId) {
    queries.follow(queryId);
  }

  /** Tells of the query if it does not yet. */
  void expect(UUID queryId) {
    queries.expect(queryId);
  }
}
