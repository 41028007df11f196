package dev.naru.admission.loop;

import dev.naru.admission.snapshot.Snapshot;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a partition's snapshot when it is due: of the warm state, or, where this process has the
 * partition, of a second copy that is recovered for it and forgotten again.
 */
final class DueSnapshots {
  private final Recovery recovery;
  private final SnapshotTaker taker;

  DueSnapshots(Recovery recovery, SnapshotTaker taker) {
    this.recovery = recovery;
    this.taker = taker;
  }

  /**
   * Takes a snapshot if it is time.
   *
   * @param nextEvent where the partition's events go on now
   * @param mayGoOn whether there is still time to write one down
   */
  void takeIfDue(int partition, WarmState state, long nextEvent, BooleanSupplier mayGoOn)
      throws Exception {
    boolean owner = state.isOwned();
    if (!taker.isDue(partition, nextEvent, owner)) {
      return;
    }
    Snapshot snapshot =
        owner ? taker.write(recovery.recover(partition), mayGoOn) : ofWarm(state, mayGoOn);
    if (snapshot != null) {
      taker.save(snapshot);
    }
  }

  /** Null if a loop wants the state: it comes first. */
  private @Nullable Snapshot ofWarm(WarmState state, BooleanSupplier mayGoOn) throws Exception {
    AtomicReference<@Nullable Snapshot> written = new AtomicReference<>();
    state.work(
        follower -> {
          if (follower != null) {
            written.set(taker.write(follower, () -> !state.isOwned() && mayGoOn.getAsBoolean()));
          }
          return follower;
        });
    return written.get();
  }
}
