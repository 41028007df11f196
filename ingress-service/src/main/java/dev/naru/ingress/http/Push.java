package dev.naru.ingress.http;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One push, from its first event to its last, on a thread of its own:
 *
 * <pre>
 *   look: what is new is sent ──► over, or not to be seen any more? it ends
 *     ▲                            │ no
 *     └── a change, a chunk, ◄─────┘   every 15 s a sign of life; while nothing can be read,
 *         the next second              it stays open and looks again
 * </pre>
 */
final class Push {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
  private static final int UNAVAILABLE = 503;

  private final PushFeed feed;
  private final PushEar ear;
  private final PushClient client;
  private final PushOutlet out;
  private @Nullable Problem refusal;

  Push(PushFeed feed, PushEar ear, PushClient client) {
    this.feed = feed;
    this.ear = ear;
    this.client = client;
    this.out = client.outlet(feed::place);
  }

  /** Runs to the end; throws {@link IOException} if the client is gone before. */
  void run() throws IOException {
    client.begin();
    while (!look()) {
      client.flush();
      if (ear.isEnding()) {
        client.sendElsewhere();
        return;
      }
      ear.await(
          Math.min(client.beatAt(), System.nanoTime() + SIGN_OF_LIFE.toNanos()), client::isGone);
      if (!client.isGone()) {
        feed.heard();
        client.beat();
      }
    }
    if (refusal == null) {
      client.finish();
    } else {
      client.refuse(refusal);
    }
  }

  private boolean look() throws IOException {
    boolean due = ear.beginLook();
    try {
      return feed.look(ear, due, out);
    } catch (ProblemException e) {
      if (e.problem().status() != UNAVAILABLE) {
        refusal = e.problem(); // it was there when the push began: what is forgotten stays so
        return true;
      }
      ear.failed();
      return false;
    }
  }
}
