package dev.naru.admission.loop;

import dev.naru.admission.snapshot.LogIdentity;
import dev.naru.admission.snapshot.Snapshots;
import dev.naru.admission.snapshot.Snapshots.Restored;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds a partition's state: the newest good snapshot and the events since, or all events. It
 * goes on without Postgres while the events begin at 0.
 */
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final KafkaClients clients;
  private final LogTopics topics;
  private final WireFormat wire;
  private final @Nullable Snapshots snapshots;
  private final AtomicBoolean forget;

  /**
   * @param snapshots null where none are kept
   * @param forget whether the snapshots are removed first
   */
  public Recovery(
      KafkaClients clients,
      LogTopics topics,
      WireFormat wire,
      @Nullable Snapshots snapshots,
      boolean forget) {
    this.clients = clients;
    this.topics = topics;
    this.wire = wire;
    this.snapshots = snapshots;
    this.forget = new AtomicBoolean(forget);
  }

  /**
   * Returns the state after all committed events. What a transaction that is open holds up stays
   * unread.
   *
   * @throws BrokenLogException if the log is not what it was
   */
  public Follower recover(int partition) throws Exception {
    long began = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> consumer = clients.events()) {
      LogSpan span = LogSpan.of(consumer, new TopicPartition(Topics.EVENTS, partition));
      Follower follower = begin(partition, span);
      long from = follower.place().nextEvent();
      follower.catchUp(consumer, () -> true);
      LOG.info(
          "The state is recovered partition={} fromEvent={} toEvent={} offset={} millis={}",
          partition,
          from,
          follower.place().nextEvent(),
          follower.state().offset(),
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      return follower;
    }
  }

  private Follower begin(int partition, LogSpan events) throws Exception {
    LogIdentity log = topics.identity();
    Restored snapshot = snapshot(partition, log, events);
    if (snapshot != null) {
      return new Follower(wire, snapshot);
    }
    if (events.first() > 0) {
      throw new BrokenLogException(
          "Expected a good snapshot of partition %d, because its events begin at %d and not at 0, but there is none: restore the database, or %s with retention.ms=-1, from a backup. Then restart the admission worker"
              .formatted(partition, events.first(), Topics.EVENTS));
    }
    return new Follower(wire, log, partition);
  }

  private void forgetIfAsked(Snapshots kept, LogSpan events) {
    if (!forget.get()) {
      return;
    }
    if (events.first() > 0) {
      throw new BrokenLogException(
          "Expected the events to begin at 0, so that the snapshots can be forgotten, but they begin at %d: the snapshots are all there is of what was before. Start without NARU_ADMISSION_SNAPSHOTS_FORGET"
              .formatted(events.first()));
    }
    int forgotten = kept.forget();
    forget.set(false);
    LOG.warn("The snapshots are forgotten, as it was set: snapshots={}", forgotten);
  }

  private @Nullable Restored snapshot(int partition, LogIdentity log, LogSpan events) {
    if (snapshots == null) {
      return null;
    }
    try {
      forgetIfAsked(snapshots, events);
      return snapshots.newestGood(partition, place -> LogCheck.requireSame(place.log(), log));
    } catch (BrokenLogException e) {
      throw e;
    } catch (RuntimeException e) {
      if (events.first() > 0) {
        throw new IllegalStateException(
            "Expected Postgres to answer, because the events begin at %d and a snapshot is needed, but it does not: this is tried again"
                .formatted(events.first()),
            e);
      }
      LOG.warn(
          "Postgres gives no snapshot, so the state is recovered from the first event, which may take"
              + " longer partition={} events={} reason={}",
          partition,
          events.end(),
          e.toString());
      return null;
    }
  }
}
