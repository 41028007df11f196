package dev.naru.admission.snapshot;

import java.time.Instant;
import java.util.List;

/** Where snapshots are kept. Every call ends within seconds, with an exception if it is away. */
public interface SnapshotStore {
  /**
   * A snapshot without its bytes.
   *
   * @param id in the store
   */
  record Head(long id, int format, SnapshotPlace place, Instant takenAt) {}

  /** What there is of a partition, the newest first. */
  List<Head> heads(int partition);

  /** All of one; what is missing of it shows in its checksum. */
  Snapshot read(Head head);

  /** Those of a partition with which its log may begin, the oldest first. */
  List<Head> anchors(int partition);

  /** Makes one an anchor: it is kept, however many newer ones there are. */
  void anchor(Head head);

  /** Makes the anchors of its partition that are older than this one usual snapshots again. */
  void releaseBefore(Head head);

  /** Adds one, and removes all of its partition but anchors and the newest so many. */
  void save(Snapshot snapshot, Instant takenAt, int keep);

  /** Removes all, of every partition; returns how many there were. */
  int forget();
}
