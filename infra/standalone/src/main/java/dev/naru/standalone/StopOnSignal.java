package dev.naru.standalone;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/**
 * The one way down: HTTP, queries and admission first (Spring knows the order), the servers last,
 * within 30 s in all. Ctrl-C, SIGTERM and a closed terminal are a clean stop, exit code 0. A second
 * Ctrl-C waits for nobody's query; the servers are still ended, so that nothing is left behind.
 */
final class StopOnSignal {
  private static final Logger LOG = LoggerFactory.getLogger(StopOnSignal.class);
  private static final Duration SERVICES = Duration.ofSeconds(20);
  private static final Duration ALL = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofSeconds(3);
  private static final int INTERRUPTED = 130;

  private final BackgroundServers servers;
  private final Rehearsal warmUp;
  private final Endpoints endpoints;
  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private volatile @Nullable ConfigurableApplicationContext services;

  StopOnSignal(BackgroundServers servers, Rehearsal warmUp, Endpoints endpoints) {
    this.servers = servers;
    this.warmUp = warmUp;
    this.endpoints = endpoints;
  }

  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "naru-stop"));
    List.of("INT", "TERM", "HUP")
        .forEach(name -> Signal.handle(new Signal(name), signal -> onSignal()));
  }

  /** From now on these are stopped, too; also while they are still starting. */
  void services(ConfigurableApplicationContext context) {
    services = context;
  }

  /** Whether failures of a start that is under way are a consequence of stopping. */
  boolean isStopping() {
    return stopping.get();
  }

  private void onSignal() {
    if (signals.incrementAndGet() == 1) {
      System.exit(0); // runs the hook
    }
    within(AT_ONCE, "The servers", this::closeServers);
    Runtime.getRuntime().halt(INTERRUPTED);
  }

  private void stop() {
    stopping.set(true);
    long end = System.nanoTime() + ALL.toNanos();
    var context = services;
    if (context != null) {
      within(SERVICES, "The services", context::close);
    }
    within(Duration.ofNanos(end - System.nanoTime()), "The servers", this::closeServers);
    endpoints.delete();
  }

  private void closeServers() {
    try (servers;
        warmUp) {
      LOG.debug("Everything is ended");
    }
  }

  private static void within(Duration limit, String what, Runnable close) {
    Thread thread = Thread.ofPlatform().daemon().name("naru-close").unstarted(close);
    thread.setUncaughtExceptionHandler((closer, e) -> LOG.error("{} did not stop well", what, e));
    thread.start();
    try {
      if (!thread.join(limit)) {
        LOG.warn("{} did not stop within {} s: going on without", what, limit.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
