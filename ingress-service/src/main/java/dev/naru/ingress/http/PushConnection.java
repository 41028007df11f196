package dev.naru.ingress.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one push. Behind the head of its answer it is no longer Tomcat's request: an
 * asynchronous one costs 90 kB as long as it is open, does not notice that its client went, and may
 * end on one thread, and be the next client's request, while another still writes to it. So the
 * answer ends with the connection, which is taken over the way a WebSocket takes it.
 *
 * <p>It is written without blocking: a client that does not read holds up its own virtual thread
 * alone, and no longer than its patience. What waits for it is one event. Tomcat makes it, so it is
 * public.
 */
public final class PushConnection implements InternalHttpUpgradeHandler {
  private static final int MOST_DISCARDED = 256;

  private Duration patience = Duration.ZERO;
  private Consumer<PushConnection> begin = connection -> {};
  private @Nullable SocketWrapperBase<?> socket;
  private volatile boolean gone;
  private volatile @Nullable Thread writer;

  /**
   * Makes the answer to the request a push; throws {@link IOException} if the client is gone.
   *
   * @param patience how long the client may take for an event
   * @param begin is given the connection when it may be written to, on a thread that must not wait
   */
  static void open(
      HttpServletRequest request,
      HttpServletResponse response,
      Duration patience,
      Consumer<PushConnection> begin)
      throws IOException {
    PushConnection connection;
    try {
      connection = request.upgrade(PushConnection.class);
    } catch (ServletException e) {
      throw new IOException("Expected a connection to push on", e);
    }
    connection.patience = patience;
    connection.begin = begin;
    Answers.push(response);
    response.flushBuffer();
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    socket = wrapper;
  }

  @Override
  public void init(WebConnection connection) {
    begin.accept(this);
  }

  /**
   * Writes once the client has taken what came before. Throws {@link SlowReaderException} if it
   * does not for too long, and then hangs up; other exceptions if it is gone.
   */
  void write(byte[] bytes) throws IOException {
    whenReady(at -> at.write(false, bytes, 0, bytes.length));
  }

  /** Sends what was written, as far as the client takes it; the rest follows. */
  void flush() throws IOException {
    Lock lock = socket().getLock();
    lock.lock();
    try {
      requireThere();
      boolean unused = isTaken();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything is on its way; throws as {@link #write} does. */
  void finish() throws IOException {
    whenReady(at -> {});
  }

  private void whenReady(Step step) throws IOException {
    writer = Thread.currentThread();
    long deadline = System.nanoTime() + patience.toNanos();
    while (!takenNow(step)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        close();
        throw new SlowReaderException(patience);
      }
      LockSupport.parkNanos(this, left);
    }
  }

  private boolean takenNow(Step step) throws IOException {
    Lock lock = socket().getLock();
    lock.lock();
    try {
      requireThere();
      if (!isTaken()) {
        return false;
      }
      step.run(socket());
      return true;
    } catch (IOException e) {
      close();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the client has taken all; if not, Tomcat says when it takes more. */
  private boolean isTaken() throws IOException {
    boolean left = socket().flush(false);
    if (left) {
      socket().registerWriteInterest();
    }
    return !left;
  }

  private void requireThere() throws IOException {
    if (isGone()) {
      throw new IOException("Expected a client, but it is gone");
    }
  }

  private SocketWrapperBase<?> socket() {
    if (socket == null) {
      throw new IllegalStateException("Expected a connection, but it has not begun");
    }
    return socket;
  }

  /** Whether nobody is there any more. */
  boolean isGone() {
    return gone || socket().isClosed();
  }

  /** Ends the connection; what the client has not taken is lost. */
  void close() {
    Lock lock = socket().getLock();
    lock.lock();
    try {
      gone = true;
      socket().close();
    } finally {
      lock.unlock();
    }
  }

  /** What Tomcat has seen, under the socket's lock. */
  @Override
  public SocketState upgradeDispatch(SocketEvent event) {
    try {
      boolean there =
          switch (event) {
            case OPEN_READ -> isConnected();
            case OPEN_WRITE -> goOn();
            default -> false;
          };
      if (there) {
        return SocketState.UPGRADED;
      }
    } catch (IOException e) {
      // it is gone like others
    }
    leave();
    return SocketState.CLOSED;
  }

  /** Clients have nothing to say, and what they say nevertheless is passed over. */
  private boolean isConnected() throws IOException {
    ByteBuffer nothing = ByteBuffer.allocate(MOST_DISCARDED);
    int read = socket().read(false, nothing);
    while (read > 0) {
      read = socket().read(false, nothing.clear());
    }
    return read == 0;
  }

  private boolean goOn() throws IOException {
    boolean unused = isTaken();
    wake();
    return true;
  }

  private void leave() {
    gone = true;
    wake();
  }

  private void wake() {
    Thread waiting = writer;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  @Override
  public void destroy() {
    leave();
  }

  @Override
  public void pause() {
    // who goes on is told to come back by the push
  }

  @Override
  public void timeoutAsync(long now) {
    // the push looks at the time
  }

  @Override
  public void setSslSupport(SSLSupport support) {
    // it is asked for nothing
  }

  /** Something that is done to the socket. */
  private interface Step {
    void run(SocketWrapperBase<?> socket) throws IOException;
  }
}
