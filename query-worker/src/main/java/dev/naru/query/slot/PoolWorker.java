package dev.naru.query.slot;

import dev.naru.model.wire.Topics;
import dev.naru.query.settings.GroupTimeouts;
import dev.naru.query.settings.KafkaClients;
import dev.naru.query.settings.QuerySettings;
import dev.naru.query.settings.TopicGate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool's slot threads in this process; they begin once the pool's topic exists, and get siblings
 * when slots are added.
 */
final class PoolWorker {
  private static final Logger LOG = LoggerFactory.getLogger(PoolWorker.class);
  private static final Duration MARGIN = Duration.ofSeconds(7);
  private static final long LOOK_MILLIS = 500;

  private final SlotPool pool;
  private final KafkaClients clients;
  private final QuerySettings settings;
  private final CancelFollower follower;
  private final Consumer<Throwable> onDeath;
  private final List<SlotThread> threads = new CopyOnWriteArrayList<>();
  private final Thread starter;
  private final FairShare share;
  private volatile boolean stopping;

  PoolWorker(
      SlotPool pool,
      KafkaClients clients,
      QuerySettings settings,
      CancelFollower follower,
      Consumer<Throwable> onDeath) {
    this.pool = pool;
    this.clients = clients;
    this.settings = settings;
    this.follower = follower;
    this.onDeath = onDeath;
    Integer most = settings.threads();
    this.share = new FairShare(threadCount(), most == null ? Integer.MAX_VALUE : most);
    this.starter = Thread.ofPlatform().name("naru-slots-" + pool.name()).unstarted(this::begin);
  }

  private int threadCount() {
    Integer threads = settings.threads();
    int slots = pool.settings().slots();
    return threads == null ? slots : Math.min(threads, slots);
  }

  String name() {
    return pool.name();
  }

  void start() {
    starter.start();
  }

  private void begin() {
    try {
      if (prepare()) {
        follower.awaitCaughtUp();
        startThreads(threadCount());
        addThreads();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean prepare() throws InterruptedException {
    try (Admin admin = clients.admin()) {
      boolean there = TopicGate.await(admin, topic(), () -> !stopping);
      if (there) {
        GroupTimeouts.apply(admin, settings.groupProtocol(), group());
      }
      return there;
    }
  }

  /** Starts those that are missing. */
  private synchronized void startThreads(int wanted) {
    if (stopping) {
      return;
    }
    share.grow(wanted);
    while (threads.size() < wanted) {
      int number = threads.size();
      SlotThread thread =
          new SlotThread(
              "naru-slot-" + pool.name() + "-" + number, () -> consumer(number), onDeath);
      threads.add(thread);
      thread.start();
    }
    LOG.info("Slot threads started: pool={} threads={}", pool.name(), threads.size());
  }

  /** Gives slots that are added later threads of their own, as the first ones have. */
  private void addThreads() throws InterruptedException {
    while (!stopping) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      if (share.wanted() > threads.size()) {
        int wanted = Math.min(share.wanted(), slots());
        if (wanted > threads.size()) {
          startThreads(wanted);
        }
      }
    }
  }

  /** As the topic has it: what a slow thread was last seen to have may be another's by now. */
  private int slots() throws InterruptedException {
    try (Admin admin = clients.admin()) {
      return TopicGate.partitions(admin, topic());
    } catch (KafkaException e) {
      LOG.debug("The cluster cannot be asked for the slots: pool={}", pool.name(), e);
      return 0;
    }
  }

  private String topic() {
    return Topics.slots(pool.name());
  }

  private String group() {
    return "naru-query-" + pool.name();
  }

  private SlotConsumer consumer(int number) {
    Map<String, Object> consumer =
        clients.member(group(), "naru-slot-" + pool.name() + "-" + number);
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pool.settings().prefetch());
    // For the group's first start: what was assigned before anybody listened is to be run, and
    // with "none" the first worker ever would fail. SlotConsumer makes sure that it is only then.
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    Fetching fetching = isShared() ? Fetching.SHARED : Fetching.ALONE;
    consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, fetching.waitMillis);
    return new SlotConsumer(
        new KafkaConsumer<>(consumer),
        topic(),
        pool,
        settings.grace(),
        Duration.ofMillis(fetching.pollMillis),
        slots -> share.isFair(number, slots));
  }

  /** Whether a thread has several slots even when all is well. */
  private boolean isShared() {
    return threadCount() < pool.settings().slots();
  }

  /**
   * How long the broker may hold a fetch that finds nothing (it answers at once when there is a
   * record), and how long a poll may take. The consumer of the new protocol asks again only when it
   * is polled: between the end of a fetch and the next poll a record goes unseen. So fetches are
   * long and polls short; but a close waits for the fetch that is out.
   */
  private enum Fetching {
    ALONE(1_000, 40),
    /** A slot that becomes free has to wait for the fetch of the thread's other slots. */
    SHARED(50, 25);

    private final int waitMillis;
    private final int pollMillis;

    Fetching(int waitMillis, int pollMillis) {
      this.waitMillis = waitMillis;
      this.pollMillis = pollMillis;
    }
  }

  List<SlotThread.State> states() {
    return threads.stream().map(SlotThread::state).toList();
  }

  /** Begins to stop; returns at once. */
  synchronized void stop() {
    stopping = true;
    starter.interrupt();
    threads.forEach(SlotThread::stop);
  }

  /** Waits until calls have ended, or were aborted after the grace. */
  void join() throws InterruptedException {
    long deadline = System.nanoTime() + settings.grace().plus(MARGIN).toNanos();
    for (SlotThread thread : threads) {
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      if (!thread.join(left)) {
        LOG.warn("A slot thread did not end in time: pool={}", pool.name());
      }
    }
    pool.upstream().close();
  }
}
