package dev.naru.ingress.socket;

import dev.naru.ingress.socket.FrameAssembly.FrameTooLargeException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open socket. One frame at a time is on its way out, written without blocking: a client that
 * does not read holds up those who write to it alone, and no longer than its patience. One frame at
 * a time comes in: while it is looked at, the next ones stay in the network. Thread-safe.
 */
public final class SocketConnection {
  private static final int MOST_REASON_BYTES = 123;
  private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);

  private final WsSession session;
  private final Duration patience;

  /** Of whoever sends, until the frame is with the network. */
  private final Semaphore turn = new Semaphore(1, true);

  private final FrameAssembly assembly = new FrameAssembly();
  private volatile int mostCharacters;
  private volatile long heardAt = System.nanoTime();
  private final AtomicBoolean suspended = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean gone;
  private @Nullable SocketPeer peer;

  /**
   * @param patience how long the client may take for a frame
   * @param mostCharacters of a frame of the client's, at first
   */
  SocketConnection(WsSession session, Duration patience, int mostCharacters) {
    this.session = session;
    this.patience = patience;
    this.mostCharacters = mostCharacters;
  }

  void open(SocketPeer talker) {
    peer = talker;
  }

  /** From now on the client's frames may be so large. */
  public void allow(int characters) {
    mostCharacters = characters;
  }

  /**
   * Sends a frame once the one before is on its way. Throws {@link SlowPeerException} if that takes
   * too long, other exceptions if nobody is there any more.
   */
  public void send(String frame) throws IOException {
    takeTurn();
    boolean begun = false;
    try {
      session.getAsyncRemote().sendText(frame, this::sent);
      begun = true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      // closed, or being closed on another thread by whatever the client did
      throw new IOException("Expected an open socket, but it is closed", e);
    } finally {
      if (!begun) {
        leave();
        turn.release();
      }
    }
  }

  private void takeTurn() throws IOException {
    try {
      if (!turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new SlowPeerException(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Expected to send a frame, but was interrupted", e);
    }
    if (gone) {
      turn.release();
      throw new IOException("Expected a client, but it is gone");
    }
  }

  private void sent(SendResult result) {
    if (!result.isOK()) {
      leave();
    }
    turn.release();
  }

  /** Asks the client for a sign of life, unless a frame is on its way that it does not take. */
  public void ping() throws IOException {
    if (!turn.tryAcquire()) {
      return;
    }
    try {
      session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
    } catch (IllegalStateException e) {
      throw new IOException("Expected an open socket, but it is closed", e);
    } finally {
      turn.release();
    }
  }

  /** When the client was last heard of, by {@link System#nanoTime()}. */
  public long heardAt() {
    return heardAt;
  }

  /** Whether nobody is there any more, or is not to be told anything any more. */
  public boolean isGone() {
    return gone;
  }

  /** Lets the next frame come. */
  public void resume() {
    if (suspended.compareAndSet(true, false)) {
      session.resume();
    }
  }

  /**
   * Ends the socket, unless that has begun; what the client did not take by then is lost.
   *
   * @param reason for people, cut to what a close frame holds
   */
  public void close(CloseCode code, String reason) {
    if (closing.compareAndSet(false, true)) {
      leave();
      end(code, reason);
    }
  }

  /** Ends the socket on a thread of its own, for those who may not wait. */
  public void closeSoon(CloseCode code, String reason) {
    if (closing.compareAndSet(false, true)) {
      leave();
      Thread.ofVirtual().name("socket-close").start(() -> end(code, reason));
    }
  }

  private void end(CloseCode code, String reason) {
    try {
      session.close(new CloseReason(code, cut(reason)));
    } catch (IOException | IllegalStateException e) {
      log.debug("A socket could not be told why it was closed", e);
    }
    resume(); // the client's answer is read, and ends it
  }

  private static String cut(String reason) {
    String text = reason;
    while (text.getBytes(StandardCharsets.UTF_8).length > MOST_REASON_BYTES) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }

  /** A piece of a frame came; once it is whole, the next one has to wait. */
  void received(String piece, boolean last) {
    if (gone) {
      return;
    }
    try {
      String frame = assembly.add(piece, last, mostCharacters);
      if (frame != null) {
        heard();
        session.suspend();
        suspended.set(true);
        talker().received(frame);
      }
    } catch (FrameTooLargeException e) {
      closeSoon(CloseCodes.TOO_BIG, "Expected frames of at most " + mostCharacters + " characters");
    }
  }

  void heard() {
    heardAt = System.nanoTime();
  }

  void leave() {
    if (!gone) {
      gone = true;
      talker().left();
    }
  }

  private SocketPeer talker() {
    if (peer == null) {
      throw new IllegalStateException("Expected somebody to talk to, but the socket is not open");
    }
    return peer;
  }
}
