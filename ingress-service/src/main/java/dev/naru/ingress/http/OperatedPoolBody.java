package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.naru.ingress.view.PoolRecord;
import dev.naru.model.wire.WireFormat;

/**
 * A pool, as operators see it.
 *
 * @param queued queries that wait for a slot
 * @param settings all of them: JSON that may be sent back
 */
record OperatedPoolBody(String pool, int slots, long queued, @JsonRawValue String settings) {
  private static final WireFormat WIRE = new WireFormat();

  static OperatedPoolBody of(PoolRecord pool) {
    return new OperatedPoolBody(
        pool.name(), pool.settings().slots(), pool.queued(), WIRE.encodePart(pool.settings()));
  }
}
