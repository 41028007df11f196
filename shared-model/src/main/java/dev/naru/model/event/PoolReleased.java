package dev.naru.model.event;

import dev.naru.model.HoldReason;

/**
 * The pool gives queries to its slots again.
 *
 * @param reason of the hold that ended
 */
public record PoolReleased(String pool, HoldReason reason) implements Event {}
