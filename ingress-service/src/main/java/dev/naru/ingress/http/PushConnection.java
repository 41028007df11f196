package dev.naru.ingress.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one push. It is written without blocking: a client that does not read holds up
 * its own virtual thread alone, never one of the JVM's few, and no longer than its patience. What
 * waits for it is one event, or the 8 kB that Tomcat gathers.
 */
final class PushConnection implements WriteListener {
  private final AsyncContext context;
  private final ServletOutputStream output;
  private final Runnable hangUp;
  private final Duration patience;

  /** Held while the response is used: after an error Tomcat uses it for somebody else. */
  private final Lock lock = new ReentrantLock();

  private volatile boolean begun;
  private volatile boolean gone;
  private volatile @Nullable Thread writer;

  private PushConnection(
      AsyncContext context, ServletOutputStream output, Runnable hangUp, Duration patience) {
    this.context = context;
    this.output = output;
    this.hangUp = hangUp;
    this.patience = patience;
  }

  /**
   * Makes the answer to the request a push.
   *
   * @param patience how long the client may take for an event
   */
  static PushConnection open(
      HttpServletRequest request, HttpServletResponse response, Duration patience)
      throws IOException {
    Answers.push(response);
    Runnable hangUp = (Runnable) request.getAttribute(HangUpValve.HANG_UP);
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    ServletOutputStream output = response.getOutputStream();
    PushConnection connection = new PushConnection(context, output, hangUp, patience);
    context.addListener(connection.new Ending());
    output.setWriteListener(connection);
    return connection;
  }

  /**
   * Writes once the client has taken what came before. Throws {@link SlowReaderException} if it
   * does not for too long, and then hangs up; other exceptions if it is gone.
   */
  void write(byte[] bytes) throws IOException {
    whenReady(() -> output.write(bytes));
  }

  /** Sends what was written; throws as {@link #write} does. */
  void flush() throws IOException {
    whenReady(output::flush);
  }

  /** Sends the rest and waits until it is on its way, so that nobody has to wait for the end. */
  void finish() throws IOException {
    flush();
    whenReady(() -> {});
  }

  private void whenReady(Step step) throws IOException {
    writer = Thread.currentThread();
    long deadline = System.nanoTime() + patience.toNanos();
    while (!takenNow(step)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        hangUp();
        throw new SlowReaderException(patience);
      }
      LockSupport.parkNanos(this, left);
    }
  }

  private boolean takenNow(Step step) throws IOException {
    lock.lock();
    try {
      if (gone) {
        throw new IOException("Expected a client, but it is gone");
      }
      if (!begun || !output.isReady()) {
        return false;
      }
      step.run();
      return true;
    } catch (IOException e) {
      hangUp();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Tomcat then ends the request, on a thread of its own, by way of {@link Ending}. */
  private void hangUp() {
    lock.lock();
    try {
      if (!gone) {
        gone = true;
        hangUp.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody is there any more. */
  boolean isGone() {
    return gone;
  }

  @Override
  public void onWritePossible() {
    begun = true;
    wake();
  }

  @Override
  public void onError(Throwable failure) {
    leave();
  }

  private void leave() {
    lock.lock();
    try {
      gone = true;
    } finally {
      lock.unlock();
    }
    wake();
  }

  private void wake() {
    Thread waiting = writer;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  /**
   * Ends the answer; the client sees its end. After a failure that is Tomcat's affair: what this
   * connection was may be another request by now.
   */
  void close() {
    lock.lock();
    try {
      if (!gone) {
        gone = true;
        context.complete();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something that is done to the output. */
  private interface Step {
    void run() throws IOException;
  }

  /** Hears of every failure, also of those on the writer's thread, before the request is over. */
  private final class Ending implements AsyncListener {
    @Override
    public void onError(AsyncEvent event) {
      leave();
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
      leave();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // there is no time limit
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // nobody starts it again
    }
  }
}
