package dev.naru.admission.state;

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

  PoolState(String name, PoolSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  /** As it was written down, with empty slots. */
  PoolState(StatePart.Pool written) {
    this(written.name(), written.settings());
    this.fileSettings = written.fileSettings();
    slots.growTo(written.slots());
  }

  void configure(PoolSettings newSettings, SettingsSource source) {
    settings = newSettings;
    if (source == SettingsSource.FILE) {
      fileSettings = newSettings;
    }
    slots.growTo(newSettings.slots());
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
  public int busySlots() {
    return slots.busy();
  }

  @Override
  public @Nullable Query oldestQueued() {
    return queue.isEmpty() ? null : queue.firstEntry().getValue();
  }

  @Override
  public OptionalInt freeSlot() {
    return slots.free(settings.slots(), settings.prefetch());
  }

  @Override
  public @Nullable UUID current(int slot) {
    Query current = slots.current(slot);
    return current == null ? null : current.id();
  }
}
