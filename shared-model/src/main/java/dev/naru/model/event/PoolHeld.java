package dev.naru.model.event;

import dev.naru.model.HoldReason;

/**
 * The pool gives no query to a slot, or goes on doing so for longer or for another reason.
 *
 * @param until when the hold ends by itself, ms since 1970; 0 if only a release ends it
 */
public record PoolHeld(String pool, HoldReason reason, long until) implements Event {}
