package dev.naru.admission.sim;

import dev.naru.model.HoldReason;
import dev.naru.model.PoolSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool as the auditor sees it: plain lists. */
final class ModelPool {
  final String name;
  final List<ModelQuery> queue = new ArrayList<>();
  final List<List<ModelQuery>> slots = new ArrayList<>();
  PoolSettings settings;
  @Nullable PoolSettings fileSettings;
  @Nullable HoldReason held;
  long heldSince;
  long heldUntil;

  ModelPool(String name, PoolSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  void configure(PoolSettings newSettings) {
    settings = newSettings;
    while (slots.size() < newSettings.slots()) {
      slots.add(new ArrayList<>());
    }
  }

  /** Whether its hold ended by itself. */
  boolean isReleaseDue(long clock) {
    return held != null && heldUntil != 0 && heldUntil <= clock;
  }

  boolean hasRoomOn(int slot) {
    return slot >= 0 && slot < settings.slots() && slots.get(slot).size() < settings.prefetch();
  }

  boolean hasFreeSlot() {
    return held == null && leastLoad() < settings.prefetch();
  }

  /** How many queries the least loaded of the slots in use holds. */
  int leastLoad() {
    return slots.subList(0, settings.slots()).stream().mapToInt(List::size).min().orElseThrow();
  }

  boolean isWorkingOn(int slot, ModelQuery query) {
    return slot >= 0
        && slot < slots.size()
        && !slots.get(slot).isEmpty()
        && slots.get(slot).getFirst() == query;
  }
}
