package dev.naru.admission.snapshot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A snapshot's row; its bytes are {@link SnapshotChunk}s. */
@Entity
@Table(name = "state_snapshot")
class SnapshotRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @Column(name = "log_partition", nullable = false)
  private int partition;

  @Column(nullable = false)
  private int format;

  @Column(name = "taken_at", nullable = false)
  private Instant takenAt;

  @Column(name = "cluster_id", nullable = false)
  private String clusterId;

  @Column(name = "commands_topic_id", nullable = false)
  private String commandsTopicId;

  @Column(name = "events_topic_id", nullable = false)
  private String eventsTopicId;

  @Column(name = "command_offset", nullable = false)
  private long commandOffset;

  @Column(name = "next_event", nullable = false)
  private long nextEvent;

  @Column(name = "leader_epoch", nullable = false)
  private int leaderEpoch;

  @Column(nullable = false)
  private String chain;

  @Column(name = "previous_chain", nullable = false)
  private String previousChain;

  @Column(nullable = false)
  private int chunks;

  @Column(nullable = false)
  private String sha256;

  @Column(nullable = false)
  private boolean anchor;

  @SuppressWarnings("NullAway") // filled by Hibernate
  SnapshotRow() {}

  SnapshotRow(Snapshot snapshot, Instant takenAt) {
    SnapshotPlace place = snapshot.place();
    this.partition = place.partition();
    this.format = snapshot.format();
    this.takenAt = takenAt;
    this.clusterId = place.log().cluster();
    this.commandsTopicId = place.log().commands();
    this.eventsTopicId = place.log().events();
    this.commandOffset = place.commandOffset();
    this.nextEvent = place.nextEvent();
    this.leaderEpoch = place.leaderEpoch();
    this.chain = place.chain();
    this.previousChain = place.previousChain();
    this.chunks = snapshot.chunks().size();
    this.sha256 = snapshot.sha256();
  }

  long id() {
    return id;
  }

  int chunks() {
    return chunks;
  }

  String sha256() {
    return sha256;
  }

  SnapshotStore.Head head() {
    LogIdentity log = new LogIdentity(clusterId, commandsTopicId, eventsTopicId);
    SnapshotPlace place =
        new SnapshotPlace(
            partition, log, commandOffset, nextEvent, leaderEpoch, chain, previousChain);
    return new SnapshotStore.Head(id, format, place, takenAt);
  }
}
