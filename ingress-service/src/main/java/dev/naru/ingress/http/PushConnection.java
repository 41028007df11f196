package dev.naru.ingress.http;

import jakarta.servlet.AsyncContext;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one push. It is written without blocking: a client that does not read holds up
 * its own virtual thread alone, never one of the JVM's few, and no longer than its patience. What
 * waits for it is one event, or the 8 kB that Tomcat gathers.
 */
final class PushConnection implements WriteListener {
  private static final Logger log = LoggerFactory.getLogger(PushConnection.class);

  private final AsyncContext context;
  private final ServletOutputStream output;
  private final Runnable hangUp;
  private final Duration patience;

  /** Held while the response is used: after an error Tomcat uses it for somebody else. */
  private final Lock lock = new ReentrantLock();

  private volatile boolean begun;
  private volatile boolean gone;
  private boolean completed;
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
    } finally {
      lock.unlock();
    }
  }

  private void hangUp() {
    lock.lock();
    try {
      if (!gone) {
        gone = true;
        hangUp.run(); // Tomcat then calls onError, which ends the request
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
    lock.lock();
    try {
      gone = true;
      complete();
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

  /** Ends the answer; the client sees its end, unless it is gone. */
  void close() {
    lock.lock();
    try {
      if (!gone) {
        complete();
      }
    } finally {
      lock.unlock();
    }
  }

  private void complete() {
    if (!completed) {
      completed = true;
      try {
        context.complete();
      } catch (IllegalStateException e) {
        log.debug("Tomcat has ended a push already", e);
      }
    }
  }

  /** Something that is done to the output. */
  private interface Step {
    void run() throws IOException;
  }
}
