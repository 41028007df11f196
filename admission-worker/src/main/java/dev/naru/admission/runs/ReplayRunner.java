package dev.naru.admission.runs;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the replays that operators ask for, one at a time. */
final class ReplayRunner implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Who is away is left alone for a while. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final ReplayRuns runs;
  private final ReplayEngine engine;
  private volatile @Nullable Thread thread;
  private Duration pause = LOOK;

  ReplayRunner(ReplayRuns runs, ReplayEngine engine) {
    this.runs = runs;
    this.engine = engine;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().daemon().name("naru-replay-runner").start(this::run);
  }

  private void run() {
    try {
      while (thread != null) {
        if (!runNext()) {
          Thread.sleep(pause);
        }
      }
    } catch (InterruptedException e) {
      // the worker ends; another takes what it had
    }
  }

  /** Returns whether there was one. */
  boolean runNext() {
    pause = LOOK;
    try {
      Optional<ReplayEngine.Order> order = runs.take();
      order.ifPresent(this::run);
      return order.isPresent();
    } catch (RuntimeException e) {
      LOG.debug("The replays cannot be read; they wait", e);
      pause = PAUSE;
      return false;
    }
  }

  private void run(ReplayEngine.Order order) {
    LOG.info("A replay begins: replayId={} mode={}", order.id(), order.mode());
    try {
      String report = engine.run(order, new Reports(order));
      runs.done(order.id(), report);
    } catch (StoppedException e) {
      leave(order);
    } catch (ReplayFailedException e) {
      if (isStopping()) {
        leave(order);
      } else {
        runs.failed(order.id(), String.valueOf(e.getMessage()));
      }
    } catch (RuntimeException e) {
      LOG.error("A replay failed unexpectedly: replayId={}", order.id(), e);
      runs.failed(
          order.id(),
          "Expected the replay to come to its end, but something unexpected went wrong; the log of the worker says what");
    }
  }

  /** An interrupted replay fails: but it is the worker that ends, not the replay. */
  private boolean isStopping() {
    return thread == null || Thread.currentThread().isInterrupted();
  }

  private static void leave(ReplayEngine.Order order) {
    LOG.info("A replay is left to another worker: replayId={}", order.id());
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Its thread is not begun a second time. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  /** Writes down once a second how far a replay is. */
  private final class Reports implements ReplayEngine.Progress {
    private final ReplayEngine.Order order;
    private final long begun = System.nanoTime();
    private long nextAt = begun;

    private Reports(ReplayEngine.Order order) {
      this.order = order;
    }

    @Override
    public void at(long done, long total) {
      long now = System.nanoTime();
      if (now - nextAt < 0 && done < total) {
        return;
      }
      nextAt = now + TimeUnit.SECONDS.toNanos(1);
      double seconds = Math.max(1e-3, (now - begun) / 1e9);
      double progress = total <= 0 ? 1 : Math.min(1, done / (double) total);
      boolean ours = runs.progress(order.id(), progress, done, Math.round(done / seconds));
      if (!ours || Thread.currentThread().isInterrupted()) {
        throw new StoppedException();
      }
    }
  }

  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
