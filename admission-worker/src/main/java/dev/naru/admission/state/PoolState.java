package dev.naru.admission.state;

import dev.naru.model.HoldReason;
import dev.naru.model.PoolSettings;
import dev.naru.model.SettingsSource;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pool: its queue, ordered by submission, and its slots. */
final class PoolState implements PoolView {
  private final String name;
  private final Slots slots = new Slots();
  private final TreeMap<Long, Query> queue = new TreeMap<>();
  private PoolSettings settings;
  private @Nullable PoolSettings fileSettings;
  private @Nullable Hold hold;

  /** When its hold ends by itself, as {@link RoomsState} has it in its order. */
  long releaseAt = RoomState.NEVER;

  PoolState(String name, PoolSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  /** As it was written down, with empty slots. */
  PoolState(StatePart.Pool written) {
    this(written.name(), written.settings());
    this.fileSettings = written.fileSettings();
    this.hold = written.hold();
    slots.growTo(written.slots());
  }

  void configure(PoolSettings newSettings, SettingsSource source) {
    settings = newSettings;
    if (source == SettingsSource.FILE) {
      fileSettings = newSettings;
    }
    slots.growTo(newSettings.slots());
  }

  /** Begins a hold, or goes on with the one in force for longer or for another reason. */
  void hold(HoldReason reason, long at, long until) {
    hold = new Hold(reason, hold == null ? at : hold.since(), until);
  }

  void release() {
    hold = null;
  }

  /** When its hold ends by itself; {@link RoomState#NEVER} if it does not, or there is none. */
  long computeReleaseAt() {
    return hold == null || hold.until() == 0 ? RoomState.NEVER : hold.until();
  }

  void enqueue(Query query) {
    queue.put(query.order(), query);
  }

  void dequeue(Query query) {
    queue.remove(query.order());
  }

  Slots slots() {
    return slots;
  }

  Collection<Query> queue() {
    return queue.values();
  }

  boolean isUnsettled() {
    return !queue.isEmpty() && freeSlot().isPresent();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PoolSettings settings() {
    return settings;
  }

  @Override
  public @Nullable PoolSettings fileSettings() {
    return fileSettings;
  }

  @Override
  public int queued() {
    return queue.size();
  }

  @Override
  public int slotCount() {
    return slots.size();
  }

  @Override
  public int busySlots() {
    return slots.busy();
  }

  @Override
  public @Nullable Query oldestQueued() {
    return queue.isEmpty() ? null : queue.firstEntry().getValue();
  }

  @Override
  public @Nullable Hold hold() {
    return hold;
  }

  @Override
  public OptionalInt freeSlot() {
    return hold != null ? OptionalInt.empty() : slots.free(settings.slots(), settings.prefetch());
  }

  @Override
  public @Nullable UUID current(int slot) {
    Query current = slots.current(slot);
    return current == null ? null : current.id();
  }
}
