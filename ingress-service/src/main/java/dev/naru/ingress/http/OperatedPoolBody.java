package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.naru.ingress.view.PoolRecord;
import dev.naru.model.HoldReason;
import dev.naru.model.wire.WireFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pool, as operators see it.
 *
 * @param queued queries that wait for a slot
 * @param held why none of them gets one: {@code OPERATOR} or {@code UPSTREAM}; null if they do
 * @param heldSince null if it is not held
 * @param settings all of them: JSON that may be sent back
 */
record OperatedPoolBody(
    String pool,
    int slots,
    long queued,
    @Nullable HoldReason held,
    @Nullable Instant heldSince,
    @JsonRawValue String settings) {
  private static final WireFormat WIRE = new WireFormat();

  static OperatedPoolBody of(PoolRecord pool) {
    return new OperatedPoolBody(
        pool.name(),
        pool.settings().slots(),
        pool.queued(),
        pool.held(),
        pool.heldSince(),
        WIRE.encodePart(pool.settings()));
  }
}
