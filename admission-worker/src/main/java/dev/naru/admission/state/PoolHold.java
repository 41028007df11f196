package dev.naru.admission.state;

import dev.naru.model.HoldReason;

/**
 * Why and for how long a pool gives no query to a slot. Times are ms since 1970.
 *
 * @param since when it began to, whatever the reason was then
 * @param until when that ends by itself; 0 if only a release ends it
 */
public record PoolHold(HoldReason reason, long since, long until) {}
