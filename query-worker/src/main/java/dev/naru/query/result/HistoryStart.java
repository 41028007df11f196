package dev.naru.query.result;

import dev.naru.query.settings.GroupTimeouts;
import dev.naru.query.settings.KafkaClients;
import dev.naru.query.settings.TopicGate;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Starts the history once its tables are there and the topic is; tries for as long as that takes.
 * Queries run meanwhile, and their events wait in the log.
 */
final class HistoryStart implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryStart.class);
  private static final long SHORTEST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final Flyway flyway;
  private final KafkaClients clients;
  private final String topic;
  private final String group;
  private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
  private volatile boolean running;
  private volatile Thread thread = new Thread();

  HistoryStart(Flyway flyway, KafkaClients clients, String topic, String group, Object listener) {
    this.flyway = flyway;
    this.clients = clients;
    this.topic = topic;
    this.group = group;
    this.container = HistoryContainer.of(clients, topic, group, listener);
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name(group + "-start").start(this::begin);
  }

  private void begin() {
    try (Admin admin = clients.admin()) {
      migrate();
      if (TopicGate.await(admin, topic, () -> running)) {
        GroupTimeouts.apply(admin, clients.protocol(), group);
        startContainer();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void migrate() throws InterruptedException {
    for (long pause = SHORTEST_PAUSE_MILLIS;
        running;
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        LOG.warn(
            "The history's tables cannot be made ready, so the history waits in the log: reason={}",
            firstLine(e));
        TimeUnit.MILLISECONDS.sleep(pause);
      }
    }
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }

  private synchronized void startContainer() {
    if (running) {
      container.start();
    }
  }

  @Override
  public void stop() {
    synchronized (this) {
      running = false;
    }
    thread.interrupt();
    container.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Its threads are not begun a second time. */
  @Override
  public boolean isPauseable() {
    return false;
  }
}
