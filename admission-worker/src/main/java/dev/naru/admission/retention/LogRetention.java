package dev.naru.admission.retention;

import dev.naru.admission.loop.LogTopics;
import dev.naru.admission.snapshot.LogIdentity;
import dev.naru.admission.snapshot.SnapshotPlace;
import dev.naru.admission.snapshot.SnapshotStore.Head;
import dev.naru.admission.snapshot.Snapshots;
import dev.naru.model.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the commands and events of a partition that are old enough. Every tenth of that time one
 * snapshot becomes an <em>anchor</em>, which is kept, and the log is cut at anchors only: so it
 * always begins with a snapshot, and whatever it still holds can be recovered and replayed. What a
 * history has not read yet stays.
 */
final class LogRetention {
  /** The histories' consumer groups; their events wait in the log while Postgres is away. */
  private static final List<String> READERS =
      List.of("naru-admission-history", "naru-query-history");

  private static final Logger LOG = LoggerFactory.getLogger(LogRetention.class);
  private static final int ANCHORS = 10;

  private final LogTopics topics;
  private final Snapshots snapshots;
  private final Records records;
  private final Duration kept;
  private final InstantSource clock;

  /**
   * @param kept how long; 0 for ever
   */
  LogRetention(
      LogTopics topics, Snapshots snapshots, Records records, Duration kept, InstantSource clock) {
    this.topics = topics;
    this.snapshots = snapshots;
    this.records = records;
    this.kept = kept;
    this.clock = clock;
  }

  /** Makes an anchor if it is time, and cuts the log at the newest that is old enough. */
  void run(int partition) throws ExecutionException, InterruptedException, TimeoutException {
    if (kept.isZero()) {
      return;
    }
    LogIdentity log = topics.identity();
    List<Head> anchors =
        snapshots.anchors(partition).stream().filter(it -> it.place().log().equals(log)).toList();
    makeAnchorIfDue(partition, log, anchors);
    Instant before = clock.instant().minus(kept);
    long read = records.read(READERS, new TopicPartition(Topics.EVENTS, partition));
    for (Head anchor : anchors.reversed()) {
      boolean canGo = anchor.takenAt().isBefore(before) && anchor.place().nextEvent() <= read;
      if (canGo && snapshots.isGood(anchor)) {
        cut(anchor);
        return;
      }
    }
  }

  private void makeAnchorIfDue(int partition, LogIdentity log, List<Head> anchors) {
    Head newest = snapshots.newest(partition);
    if (newest == null || !newest.place().log().equals(log)) {
      return;
    }
    boolean due =
        anchors.isEmpty()
            || Duration.between(anchors.getLast().takenAt(), newest.takenAt())
                    .compareTo(kept.dividedBy(ANCHORS))
                >= 0;
    if (due) {
      snapshots.anchor(newest);
    }
  }

  private void cut(Head anchor) throws ExecutionException, InterruptedException, TimeoutException {
    SnapshotPlace place = anchor.place();
    boolean cut =
        records.deleteBefore(
                new TopicPartition(Topics.COMMANDS, place.partition()), place.commandOffset() + 1)
            | records.deleteBefore(
                new TopicPartition(Topics.EVENTS, place.partition()), place.nextEvent());
    snapshots.releaseBefore(anchor);
    if (cut) {
      LOG.info(
          "What is older than naru.retention.log is removed; the log begins with the snapshot of then"
              + " partition={} kept={} takenAt={} firstCommand={} firstEvent={}",
          place.partition(),
          kept,
          anchor.takenAt(),
          place.commandOffset() + 1,
          place.nextEvent());
    }
  }
}
