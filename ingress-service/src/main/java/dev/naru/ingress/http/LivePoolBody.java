package dev.naru.ingress.http;

import dev.naru.ingress.view.PoolRecord;
import dev.naru.ingress.view.SlotRecord;
import dev.naru.model.HoldReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool as it stands, for operators who watch it.
 *
 * @param busy what its slots work on, as far as they are among the first 200
 * @param queued queries that wait for a slot
 */
record LivePoolBody(
    String pool,
    int slots,
    List<SlotRecord> busy,
    long queued,
    @Nullable HoldReason held,
    @Nullable Instant heldSince) {

  static LivePoolBody of(PoolRecord pool, List<SlotRecord> busy) {
    return new LivePoolBody(
        pool.name(), pool.settings().slots(), busy, pool.queued(), pool.held(), pool.heldSince());
  }
}
