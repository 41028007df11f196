package dev.naru.admission.loop;

import dev.naru.admission.snapshot.Snapshot;
import dev.naru.admission.snapshot.SnapshotPlace;
import dev.naru.admission.snapshot.SnapshotSettings;
import dev.naru.admission.snapshot.SnapshotStore.Head;
import dev.naru.admission.snapshot.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when a snapshot is due, and takes it. */
public final class SnapshotTaker {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);

  /** The partition's owner has other things to do: a standby comes first, if there is one. */
  private static final double OWNERS_PATIENCE = 1.25;

  private final Snapshots snapshots;
  private final SnapshotSettings settings;
  private final InstantSource clock;
  private final Instant began;

  public SnapshotTaker(Snapshots snapshots, SnapshotSettings settings, InstantSource clock) {
    this.snapshots = snapshots;
    this.settings = settings;
    this.clock = clock;
    this.began = clock.instant();
  }

  /**
   * Whether it is time for another, by age or by the number of events since the newest.
   *
   * @param nextEvent where the events go on now
   */
  boolean isDue(int partition, long nextEvent, boolean owner) {
    Head newest = snapshots.newest(partition);
    long events = nextEvent - (newest == null ? 0 : newest.place().nextEvent());
    Instant last = newest == null ? began : newest.takenAt();
    double patience = owner ? OWNERS_PATIENCE : 1;
    return events > 0
        && (events >= settings.events() * patience
            || Duration.between(last, clock.instant()).toMillis()
                >= settings.every().toMillis() * patience);
  }

  /** Writes a state down; null if it was told to stop. The state must not change meanwhile. */
  public @Nullable Snapshot write(Follower follower, BooleanSupplier mayGoOn) {
    return snapshots.take(follower.state(), follower.place(), mayGoOn);
  }

  /** Keeps what was written. */
  public void save(Snapshot snapshot) {
    snapshots.save(snapshot, clock.instant(), settings.keep());
    SnapshotPlace place = snapshot.place();
    LOG.info(
        "A snapshot is taken partition={} offset={} nextEvent={} bytes={}",
        place.partition(),
        place.commandOffset(),
        place.nextEvent(),
        snapshot.size());
  }
}
