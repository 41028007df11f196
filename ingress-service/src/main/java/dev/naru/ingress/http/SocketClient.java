package dev.naru.ingress.http;

import dev.naru.ingress.socket.SocketConnection;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A client on a socket. It is pinged when nothing was heard of it for a while, 15 s if nobody says
 * otherwise, and let go after 8/3 of that: with the time that a push sleeps, within 45 s.
 */
final class SocketClient implements PushClient {
  private final SocketConnection connection;
  private final Refs refs;
  private final Duration quiet;
  private final Duration lost;
  private long pingedAt = System.nanoTime();

  /**
   * @param quiet after how long without a word the client is pinged
   */
  SocketClient(SocketConnection connection, Refs refs, Duration quiet) {
    this.connection = connection;
    this.refs = refs;
    this.quiet = quiet;
    this.lost = quiet.multipliedBy(8).dividedBy(3);
  }

  @Override
  public void begin() {
    // when to come back is said at the end
  }

  @Override
  public PushOutlet outlet(Supplier<String> place) {
    return new FrameOutlet(connection, refs, place);
  }

  @Override
  public void flush() throws IOException {
    if (connection.isGone()) {
      throw new IOException("Expected a client, but it is gone");
    }
  }

  @Override
  public boolean isGone() {
    return connection.isGone();
  }

  @Override
  public long beatAt() {
    return Math.max(pingedAt, connection.heardAt()) + quiet.toNanos();
  }

  @Override
  public void beat() throws IOException {
    long now = System.nanoTime();
    if (now - connection.heardAt() >= lost.toNanos()) {
      connection.close(
          CloseCodes.VIOLATED_POLICY,
          "Expected a sign of life within " + lost.toSeconds() + " s, but there was none");
    } else if (now - beatAt() >= 0) {
      pingedAt = now;
      connection.ping();
    }
  }

  @Override
  public void finish() {
    connection.close(CloseCodes.NORMAL_CLOSURE, "The session has ended; nothing will follow");
  }

  @Override
  public void refuse(Problem problem) throws IOException {
    refuse(connection, problem);
  }

  /** Tells what the matter is, and closes: what is over sooner or later may be tried again. */
  static void refuse(SocketConnection connection, Problem problem) throws IOException {
    connection.send(ServerFrames.error(null, problem));
    boolean later = problem.status() == 429 || problem.status() >= 500;
    CloseCode code = later ? CloseCodes.TRY_AGAIN_LATER : CloseCodes.VIOLATED_POLICY;
    connection.close(code, problem.title() + ": " + problem.slug());
  }

  @Override
  public void sendElsewhere() {
    connection.close(
        CloseCodes.SERVICE_RESTART,
        "This instance ends; come back in " + ReturnTimes.next().toMillis() + " ms");
  }
}
