package dev.naru.admission.loop;

import dev.naru.admission.snapshot.SnapshotSettings;
import dev.naru.admission.snapshot.SnapshotStore;
import dev.naru.admission.snapshot.Snapshots;
import dev.naru.admission.snapshot.StateCodec;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread beside the loops. It keeps the states of the partitions that others own warm, so that
 * a take-over has only the last events to read; and it takes the snapshots, so that no loop ever
 * does:
 *
 * <pre>
 *   partition of another:  follow the events ─► (due?) write down ─► Postgres
 *   partition of our own:  (due, and no standby did it?) newest snapshot + events since ─► write down ─► Postgres
 * </pre>
 *
 * <p>The owner keeps no second copy between two snapshots: it would double the memory for a few
 * seconds' work.
 */
final class StateKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);
  private static final long STEP_MILLIS = 500;
  private static final long AFTER_FAILURE_MILLIS = 2_000;
  private static final long SNAPSHOT_CHECK_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaClients clients;
  private final LogTopics topics;
  private final Recovery recovery;
  private final @Nullable DueSnapshots snapshots;

  /** What was lost of the events is to be decided again, as an operator wants it. */
  private final boolean decidesAgain;

  private final Map<Integer, WarmState> states = new ConcurrentHashMap<>();
  private final Directory directory = new Directory();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform()
          .daemon()
          .name("naru-admission-keeper")
          .priority(Thread.MIN_PRIORITY)
          .unstarted(this::run);
  private long nextSnapshotCheck = System.nanoTime() + SNAPSHOT_CHECK_NANOS;
  private String trouble = "";

  private StateKeeper(
      KafkaClients clients,
      LogTopics topics,
      Recovery recovery,
      @Nullable DueSnapshots snapshots,
      boolean decidesAgain) {
    this.clients = clients;
    this.topics = topics;
    this.recovery = recovery;
    this.snapshots = snapshots;
    this.decidesAgain = decidesAgain;
  }

  /**
   * @param store null where no snapshots are kept: then all events are read
   */
  static StateKeeper of(
      KafkaClients clients,
      LogTopics topics,
      SnapshotSettings settings,
      @Nullable SnapshotStore store) {
    WireFormat wire = new WireFormat();
    if (store == null) {
      return new StateKeeper(
          clients,
          topics,
          new Recovery(clients, topics, wire, null, false),
          null,
          settings.forget());
    }
    Snapshots kept = new Snapshots(store, new StateCodec(wire));
    Recovery recovery = new Recovery(clients, topics, wire, kept, settings.forget());
    SnapshotTaker taker = new SnapshotTaker(kept, settings, InstantSource.system());
    return new StateKeeper(
        clients, topics, recovery, new DueSnapshots(recovery, taker), settings.forget());
  }

  /** Where pools and rooms live, as far as this process knows. */
  Directory directory() {
    return directory;
  }

  void start() {
    thread.start();
  }

  /**
   * The state of a partition after all events, for its new owner, who has fenced the one before.
   *
   * @throws BrokenLogException if the log does not go on where the state stands
   */
  Follower takeOver(int partition) throws Exception {
    Follower warm = state(partition).takeOver();
    if (warm == null) {
      return checked(recovery.recover(partition));
    }
    LogCheck.requireSame(warm.log(), topics.identity());
    try (KafkaConsumer<byte[], byte[]> consumer = clients.events()) {
      long from = warm.place().nextEvent();
      warm.catchUp(consumer, () -> true);
      LOG.info(
          "The warm state is taken over partition={} eventsBehind={} offset={}",
          partition,
          warm.place().nextEvent() - from,
          warm.state().offset());
    }
    return checked(warm);
  }

  private Follower checked(Follower follower) throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.commands();
        KafkaConsumer<byte[], byte[]> events = clients.events()) {
      LogCheck.requireAllEnded(events, consumer, follower.partition());
      LogCheck.requireCommands(consumer, follower);
    }
    if (!decidesAgain) {
      new LostEvents(clients).requireNone(follower.partition());
    }
    return follower;
  }

  /** The loop of a partition has ended. */
  void release(int partition) {
    state(partition).release();
  }

  private WarmState state(int partition) {
    return states.computeIfAbsent(partition, number -> new WarmState());
  }

  private void run() {
    try {
      while (!pause(AFTER_FAILURE_MILLIS)) {
        work();
      }
    } catch (InterruptedException | InterruptException e) {
      stopping.countDown();
    }
  }

  private void work() throws InterruptedException {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.events()) {
      do {
        steps(consumer);
      } while (!pause(STEP_MILLIS));
    } catch (InterruptedException | InterruptException e) {
      throw e;
    } catch (BrokenLogException e) {
      LOG.debug("The owner of the log says what is wrong with it", e);
    } catch (Exception e) {
      say(e);
    }
  }

  private void steps(KafkaConsumer<byte[], byte[]> consumer) throws Exception {
    boolean lookAtSnapshots = System.nanoTime() >= nextSnapshotCheck;
    if (lookAtSnapshots) {
      nextSnapshotCheck = System.nanoTime() + SNAPSHOT_CHECK_NANOS;
    }
    List<PartitionInfo> partitions = consumer.partitionsFor(Topics.EVENTS);
    for (PartitionInfo info : partitions == null ? List.<PartitionInfo>of() : partitions) {
      follow(info.partition(), consumer);
      if (lookAtSnapshots) {
        takeSnapshotIfDue(info.partition(), consumer);
      }
    }
    if (lookAtSnapshots) {
      trouble = "";
    }
  }

  private void follow(int partition, KafkaConsumer<byte[], byte[]> consumer) throws Exception {
    WarmState state = state(partition);
    state.work(
        follower -> {
          Follower current = follower == null ? recovery.recover(partition) : follower;
          if (current == follower) {
            current.catchUp(consumer, () -> !state.isOwned() && !isStopping());
          }
          directory.tell(partition, current.state());
          return current;
        });
  }

  private void takeSnapshotIfDue(int partition, KafkaConsumer<byte[], byte[]> consumer)
      throws Exception {
    if (snapshots != null) {
      TopicPartition events = new TopicPartition(Topics.EVENTS, partition);
      long next = LogSpan.of(consumer, events).end();
      snapshots.takeIfDue(partition, state(partition), next, () -> !isStopping());
    }
  }

  /** Once, until something works again: the keeper tries every other second. */
  private void say(Exception e) {
    String reason = String.valueOf(e.getMessage());
    if (!reason.equals(trouble) && !isStopping()) {
      LOG.warn(
          "No state is kept warm and no snapshot taken until this works again; admission goes on:"
              + " reason={}",
          e.toString());
      trouble = reason;
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Returns true if it is to stop. */
  private boolean pause(long millis) throws InterruptedException {
    return stopping.await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
