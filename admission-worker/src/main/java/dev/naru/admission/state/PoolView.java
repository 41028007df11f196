package dev.naru.admission.state;

import dev.naru.model.HoldReason;
import dev.naru.model.PoolSettings;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One pool of slots, read-only. */
public interface PoolView {
  String name();

  PoolSettings settings();

  /** The last settings that came from the file; null if none did. */
  @Nullable PoolSettings fileSettings();

  /** Queries that wait for a slot. */
  int queued();

  /** Slots that there are, those included that only idle because there are to be fewer. */
  int slotCount();

  /** Slots that hold a query. */
  int busySlots();

  /** The query that waits longest; null if none does. */
  @Nullable QueryView oldestQueued();

  /** Why it gives no query to a slot; null while it does. */
  @Nullable Hold hold();

  /**
   * The slot that the next query goes to: the least loaded, the lowest of those; empty if all are
   * full, or the pool is held.
   */
  OptionalInt freeSlot();

  /** The query that the slot works on; null if it is idle or there is no such slot. */
  @Nullable UUID current(int slot);

  /**
   * Why and for how long a pool gives no query to a slot. Times are ms since 1970.
   *
   * @param since when it began to, whatever the reason was then
   * @param until when that ends by itself; 0 if only a release ends it
   */
  record Hold(HoldReason reason, long since, long until) {}
}
