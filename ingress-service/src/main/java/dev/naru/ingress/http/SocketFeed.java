package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import java.io.IOException;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session's feed, and what the frames of its client change about it meanwhile. */
final class SocketFeed implements PushFeed {
  private final Queue<Consumer<SessionFeed>> notes = new ConcurrentLinkedQueue<>();
  private final SessionFeeds feeds;
  private volatile @Nullable PushEar hearing;
  private SessionFeed feed;

  SocketFeed(SessionFeeds feeds, SessionFeed first) {
    this.feeds = feeds;
    this.feed = first;
  }

  /** Tells of the query from its beginning, also if it did before; on any thread. */
  void follow(UUID queryId) {
    note(of -> of.follow(queryId));
  }

  /** Tells of the query if it does not yet; on any thread. */
  void expect(UUID queryId) {
    note(of -> of.expect(queryId));
  }

  /** Goes on with another token of the same session, which is told again; on any thread. */
  void renew(SessionToken token) {
    note(of -> feed = feeds.of(token.sessionId(), token, of.sessionPlace().retold()));
  }

  private void note(Consumer<SessionFeed> note) {
    notes.add(note);
    PushEar ear = hearing;
    if (ear != null) {
      ear.nudge();
    }
  }

  @Override
  public boolean look(PushEar ear, boolean due, PushOutlet out) throws IOException {
    hearing = ear;
    boolean noted = !notes.isEmpty();
    for (Consumer<SessionFeed> note = notes.poll(); note != null; note = notes.poll()) {
      note.accept(feed);
    }
    return feed.look(ear, due || noted, out);
  }

  @Override
  public void heard() {
    feed.heard();
  }

  @Override
  public String place() {
    return feed.place();
  }
}
