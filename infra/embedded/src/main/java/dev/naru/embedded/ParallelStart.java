package dev.naru.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts servers side by side and waits for all of them, for a limited time; also when one has
 * failed, so that nothing is half started when the others are stopped.
 */
final class ParallelStart {

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(10);

  private ParallelStart() {}

  static void of(Collection<? extends Server> servers, Duration limit) {
    var threads = Executors.newCachedThreadPool();
    try {
      var starts = new ArrayList<Future<?>>();
      servers.forEach(server -> starts.add(threads.submit(server::start)));
      long end = System.nanoTime() + limit.toNanos();
      var waits = starts.stream().<Runnable>map(start -> () -> await(start, end)).toList();
      AllOf.run(waits);
    } finally {
      endThreads(threads);
    }
  }

  private static void await(Future<?> start, long end) {
    try {
      start.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ServerException known
          ? known
          : new ServerException("A server could not be started: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new ServerException("A server did not start in time", e);
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  private static void endThreads(ExecutorService threads) {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(AFTER_INTERRUPT.toSeconds(), TimeUnit.SECONDS)) {
        throw new ServerException("A server's start does not end");
      }
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }
}
