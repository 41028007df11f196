package dev.naru.admission.snapshot;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Up to 1 MB of a snapshot. */
@Entity
@Table(name = "state_snapshot_chunk")
class SnapshotChunk {
  /**
   * Which piece of which snapshot.
   *
   * @param number from 0
   */
  @Embeddable
  record Key(@Column(name = "snapshot_id") long snapshotId, @Column(name = "number") int number) {}

  @EmbeddedId private Key key;

  @Column(nullable = false)
  private byte[] bytes;

  @SuppressWarnings("NullAway") // filled by Hibernate
  SnapshotChunk() {}

  SnapshotChunk(long snapshotId, int number, byte[] bytes) {
    this.key = new Key(snapshotId, number);
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "%s, %d bytes".formatted(key, bytes.length);
  }
}
