package dev.naru.admission.snapshot;

import dev.naru.admission.snapshot.SnapshotStore.Head;
import dev.naru.admission.state.RoomsState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes snapshots, and finds the newest that can be used. */
public final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  private final SnapshotStore store;
  private final StateCodec codec;

  public Snapshots(SnapshotStore store, StateCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  /** A state as it was, and where. */
  public record Restored(RoomsState state, SnapshotPlace place, Instant takenAt) {}

  /** Writes a state down; null if it was told to stop before the end. */
  public @Nullable Snapshot take(RoomsState state, SnapshotPlace place, BooleanSupplier mayGoOn) {
    ChunkedOutput out = new ChunkedOutput();
    try {
      return codec.write(state, out, mayGoOn) ? Snapshot.of(place, out.chunks()) : null;
    } catch (IOException e) {
      throw new IllegalStateException("Memory takes what is written to it", e);
    }
  }

  public void save(Snapshot snapshot, Instant takenAt, int keep) {
    store.save(snapshot, takenAt, keep);
  }

  /** Removes all, of every partition; returns how many there were. */
  public int forget() {
    return store.forget();
  }

  /** The newest snapshot of a partition, good or not; null if there is none. */
  public @Nullable Head newest(int partition) {
    return store.heads(partition).stream().findFirst().orElse(null);
  }

  /** Those of a partition with which its log may begin, the oldest first. */
  public List<Head> anchors(int partition) {
    return store.anchors(partition);
  }

  /** Keeps one for as long as the log may begin with it. */
  public void anchor(Head head) {
    store.anchor(head);
  }

  /** The log begins with this one now: older ones are needed no more. */
  public void releaseBefore(Head head) {
    store.releaseBefore(head);
  }

  /** Whether a state can be restored from it by this version. */
  public boolean isGood(Head head) {
    return head.format() <= StateCodec.FORMAT && store.read(head).isWhole();
  }

  /**
   * Restores the newest good snapshot of a partition; null if there is none. Those that cannot be
   * used are passed over with a warning.
   *
   * @param check throws if a good snapshot is of another log
   */
  public @Nullable Restored newestGood(int partition, Consumer<SnapshotPlace> check) {
    for (Head head : store.heads(partition)) {
      if (head.format() > StateCodec.FORMAT) {
        passOver(head, "a newer version wrote it");
        continue;
      }
      Snapshot snapshot = store.read(head);
      if (!snapshot.isWhole()) {
        passOver(head, "it is damaged");
        continue;
      }
      check.accept(snapshot.place());
      try {
        return new Restored(codec.read(input(snapshot)), snapshot.place(), head.takenAt());
      } catch (IOException e) {
        passOver(head, String.valueOf(e.getMessage()));
      }
    }
    return null;
  }

  private static void passOver(Head head, String why) {
    LOG.warn(
        "A snapshot cannot be used, the one before is tried: {} partition={} offset={} takenAt={}"
            + " format={}",
        why,
        head.place().partition(),
        head.place().commandOffset(),
        head.takenAt(),
        head.format());
  }

  private static InputStream input(Snapshot snapshot) {
    return new SequenceInputStream(
        Collections.enumeration(
            snapshot.chunks().stream().map(ByteArrayInputStream::new).toList()));
  }
}
