package dev.naru.ingress.http;

import dev.naru.ingress.push.EventText;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One push, from its first event to its last, on a thread of its own:
 *
 * <pre>
 *   look: what is new is sent ──► over? the answer ends
 *     ▲                            │ no
 *     └── a change, a chunk, ◄─────┘   every 15 s a comment; while nothing can be read,
 *         the next second              it stays open and looks again
 * </pre>
 */
final class Push {
  private static final Duration COMMENT = Duration.ofSeconds(15);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
  private static final Duration EARLIEST_RETURN = Duration.ofSeconds(1);
  private static final Duration LATEST_RETURN = Duration.ofSeconds(4);
  private static final int UNAVAILABLE = 503;

  private final PushFeed feed;
  private final PushEar ear;
  private final PushConnection connection;
  private final PushOutlet out;
  private long commentAt = System.nanoTime() + COMMENT.toNanos();

  Push(PushFeed feed, PushEar ear, PushConnection connection) {
    this.feed = feed;
    this.ear = ear;
    this.connection = connection;
    this.out = new PushOutlet(connection, feed::place);
  }

  /** Runs to the end; throws {@link IOException} if the client is gone before. */
  void run() throws IOException {
    comeBackLater();
    while (!look()) {
      connection.flush();
      if (ear.isEnding()) {
        connection.write(EventText.comment("this instance ends; go on at another"));
        comeBackLater();
        break;
      }
      ear.await(
          Math.min(commentAt, System.nanoTime() + SIGN_OF_LIFE.toNanos()), connection::isGone);
      beat();
    }
    connection.finish();
  }

  /** All that are connected come back some time, not all at once. */
  private void comeBackLater() throws IOException {
    long earliest = EARLIEST_RETURN.toMillis();
    long millis = ThreadLocalRandom.current().nextLong(earliest, LATEST_RETURN.toMillis());
    connection.write(EventText.retry(Duration.ofMillis(millis)));
    connection.flush();
  }

  private boolean look() throws IOException {
    boolean due = ear.beginLook();
    try {
      return feed.look(ear, due, out);
    } catch (ProblemException e) {
      if (e.problem().status() != UNAVAILABLE) {
        return true; // it was there when the push began: what is forgotten does not change
      }
      ear.failed();
      return false;
    }
  }

  private void beat() throws IOException {
    if (connection.isGone()) {
      return;
    }
    feed.heard();
    if (System.nanoTime() - commentAt >= 0) {
      commentAt = System.nanoTime() + COMMENT.toNanos();
      connection.write(EventText.comment("still here"));
    }
  }
}
