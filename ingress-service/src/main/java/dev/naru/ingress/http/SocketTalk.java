package dev.naru.ingress.http;

import dev.naru.ingress.http.ClientFrame.Ask;
import dev.naru.ingress.http.ClientFrame.Hello;
import dev.naru.ingress.http.ClientFrame.Leave;
import dev.naru.ingress.http.ClientFrame.Ping;
import dev.naru.ingress.http.PushPlaces.Place;
import dev.naru.ingress.key.Rate;
import dev.naru.ingress.socket.SocketConnection;
import dev.naru.ingress.socket.SocketPeer;
import io.github.bucket4j.Bucket;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said on one socket. A virtual thread of its own waits for the hello, and then pushes;
 * each later frame of the client's is looked at on another one, before the next is read:
 *
 * <pre>
 *   open ──► hello, within 5 s ──► session, query, chunk … ──► close, with a reason
 *                                   ▲ query, ping, leave, hello
 * </pre>
 */
final class SocketTalk implements SocketPeer {
  private static final Duration HELLO = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(SocketTalk.class);

  private final SocketTools tools;
  private final SocketConnection connection;
  private final Bucket frames;
  private final Thread thread = Thread.ofVirtual().name("socket").unstarted(this::run);
  private volatile @Nullable String first;
  private volatile @Nullable SocketStay stay;

  private SocketTalk(SocketTools tools, SocketConnection connection) {
    this.tools = tools;
    this.connection = connection;
    Rate rate = tools.frames();
    frames =
        Bucket.builder()
            .addLimit(limit -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.per()))
            .build();
  }

  static SocketTalk begin(SocketTools tools, SocketConnection connection) {
    SocketTalk talk = new SocketTalk(tools, connection);
    talk.thread.start();
    return talk;
  }

  @Override
  public void received(String frame) {
    if (!frames.tryConsume(1)) {
      connection.closeSoon(
          CloseCodes.VIOLATED_POLICY, "Expected at most " + tools.frames() + " frames");
    } else if (stay == null) {
      first = frame;
      LockSupport.unpark(thread);
    } else {
      Thread.ofVirtual().name("socket-frame").start(() -> handle(frame));
    }
  }

  @Override
  public void left() {
    LockSupport.unpark(thread);
  }

  private void run() {
    try {
      String frame = awaitFirst();
      if (frame == null) {
        connection.close(
            CloseCodes.VIOLATED_POLICY, "Expected a hello within 5 s, but there was none");
      } else {
        begin(frame);
      }
    } catch (IOException e) {
      log.debug("The client of a socket is gone", e);
    } catch (RuntimeException e) {
      log.error("A socket ended with an unexpected error; its client may resume", e);
      connection.close(CloseCodes.UNEXPECTED_CONDITION, "Something unexpected went wrong");
    }
  }

  private @Nullable String awaitFirst() {
    long deadline = System.nanoTime() + HELLO.toNanos();
    long left = HELLO.toNanos();
    while (first == null && left > 0 && !connection.isGone()) {
      LockSupport.parkNanos(this, left);
      left = deadline - System.nanoTime();
    }
    return first;
  }

  private void begin(String frame) throws IOException {
    try {
      if (!(new FrameReader().read(frame) instanceof Hello hello)) {
        throw Problems.malformed("Expected a hello with a token as the first frame");
      }
      SocketStay begun = SocketStay.begin(tools, hello);
      try (Place taken = tools.pushes().place(begun.sessionId())) {
        connection.allow(begun.mostCharacters());
        stay = begun;
        connection.resume();
        push(begun);
      }
    } catch (ProblemException e) {
      SocketClient.refuse(connection, e.problem());
    }
  }

  private void push(SocketStay begun) {
    SocketClient client = new SocketClient(connection, begun.refs(), tools.ping());
    switch (tools.pushes().run(begun.subject(), begun.feed(), client)) {
      case SLOW ->
          connection.close(
              CloseCodes.TRY_AGAIN_LATER, "Expected frames to be read within 10 s; come back");
      case FAILED ->
          connection.close(CloseCodes.UNEXPECTED_CONDITION, "Something unexpected went wrong");
      case GONE -> connection.close(CloseCodes.GOING_AWAY, "Nobody is there");
      case TOLD -> {}
    }
  }

  private void handle(String frame) {
    SocketStay here = stay;
    FrameReader reader = new FrameReader();
    try {
      if (here != null) {
        handle(here, reader.read(frame));
      }
    } catch (ProblemException e) {
      complain(reader.ref(), e.problem());
    } catch (IOException e) {
      log.debug("The client of a socket is gone", e);
    } catch (RuntimeException e) {
      log.error("A frame met an unexpected error; its client was told so", e);
      complain(reader.ref(), ProblemResponses.ofStatus(500));
    } finally {
      connection.resume();
    }
  }

  private void handle(SocketStay here, ClientFrame frame) throws IOException {
    switch (frame) {
      case Hello hello -> here.renew(hello);
      case Ask ask -> here.ask(ask);
      case Ping ping -> connection.send(ServerFrames.pong(ping.ref()));
      case Leave leave -> here.leave();
    }
  }

  private void complain(@Nullable String ref, Problem problem) {
    try {
      connection.send(ServerFrames.error(ref, problem));
    } catch (IOException e) {
      log.debug("The client of a socket is gone", e);
    }
  }
}
