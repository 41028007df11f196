package dev.naru.ingress.http;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;

/**
 * Runs whatever the web server has to do on virtual threads, as much of it at a time as the heap
 * can hold requests: a crowd that comes at once waits its turn before it costs buffers, not in
 * them.
 */
final class RequestThreads implements Executor {
  /** What a request may cost, generously. */
  private static final long BYTES_OF_A_REQUEST = 256 << 10;

  private static final int FEWEST = 1_000;

  private final ThreadFactory threads = Thread.ofVirtual().name("http-", 0).factory();
  private final Semaphore free;
  private final Predicate<Runnable> counted;

  /**
   * @param counted what is held to that number; the rest runs at once
   */
  RequestThreads(int most, Predicate<Runnable> counted) {
    this.free = new Semaphore(most);
    this.counted = counted;
  }

  /** How many requests the heap can hold. */
  static int affordable() {
    return (int) Math.max(FEWEST, Runtime.getRuntime().maxMemory() / BYTES_OF_A_REQUEST);
  }

  @Override
  public void execute(Runnable task) {
    threads.newThread(counted.test(task) ? () -> run(task) : task).start();
  }

  private void run(Runnable task) {
    free.acquireUninterruptibly();
    try {
      task.run();
    } finally {
      free.release();
    }
  }
}
