package dev.naru.query.slot;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A platform thread with a consumer of its own. What goes wrong with the consumer ends it, and the
 * thread begins anew with another one.
 */
final class SlotThread {
  private static final Logger LOG = LoggerFactory.getLogger(SlotThread.class);
  private static final long LONGEST_PAUSE_MILLIS = 15_000;
  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * How the thread is, for health.
   *
   * @param heartbeatAge seconds since the cluster answered; -1 while not in the group
   * @param slots how many slots it has
   */
  record State(long heartbeatAge, int slots) {
    static final State AWAY = new State(-1, 0);
  }

  private final Supplier<SlotConsumer> consumers;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable SlotConsumer current;
  private volatile State state = State.AWAY;
  private long looked;

  SlotThread(String name, Supplier<SlotConsumer> consumers, Consumer<Throwable> onDeath) {
    this.consumers = consumers;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    thread.setUncaughtExceptionHandler((dead, error) -> onDeath.accept(error));
  }

  void start() {
    thread.start();
  }

  State state() {
    return thread.isAlive() ? state : State.AWAY;
  }

  /** Begins to stop; returns at once. */
  void stop() {
    stopping.countDown();
    SlotConsumer consumer = current;
    if (consumer != null) {
      consumer.wake();
    }
  }

  /** Whether the thread has ended within the time. */
  boolean join(Duration timeout) throws InterruptedException {
    return thread.getState() == Thread.State.NEW || thread.join(timeout);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void run() {
    long pause = 500;
    while (!isStopping()) {
      long began = System.nanoTime();
      try {
        live();
      } catch (RuntimeException e) {
        boolean lasted = System.nanoTime() - began > TimeUnit.MINUTES.toNanos(1);
        pause = lasted ? 500 : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        LOG.error(
            "A slot thread failed: its calls were aborted, and it begins anew in {} ms", pause, e);
        pause(pause);
      }
      state = State.AWAY;
    }
  }

  private void live() {
    SlotConsumer consumer = consumers.get();
    current = consumer;
    try {
      consumer.subscribe();
      while (!isStopping()) {
        consumer.turn();
        look(consumer);
      }
      consumer.drain();
    } catch (Throwable e) {
      consumer.fail();
      throw e;
    } finally {
      current = null;
      consumer.close();
    }
  }

  /** Not at each turn: it goes through all of the consumer's metrics. */
  private void look(SlotConsumer consumer) {
    long now = System.nanoTime();
    if (now - looked > LOOK_EVERY || state == State.AWAY) {
      looked = now;
      state = new State(consumer.heartbeatAge().orElse(-1), consumer.slots());
    }
  }

  private void pause(long millis) {
    try {
      var unused = stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }
}
