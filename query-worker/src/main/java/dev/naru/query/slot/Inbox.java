package dev.naru.query.slot;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What other threads want done on a slot thread. {@code wake} is called after each message, for a
 * thread that sleeps in its consumer.
 */
final class Inbox implements Consumer<Runnable> {
  private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();
  private final Runnable wake;

  Inbox(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public void accept(Runnable message) {
    messages.add(message);
    wake.run();
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Does all that is there. */
  void work() {
    for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
      message.run();
    }
  }

  /** Does what is there, or what comes within the wait. */
  void await(long nanos) throws InterruptedException {
    Runnable message = messages.poll(nanos, TimeUnit.NANOSECONDS);
    if (message != null) {
      message.run();
      work();
    }
  }
}
