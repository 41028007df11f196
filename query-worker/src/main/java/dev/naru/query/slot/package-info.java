/**
 * The slots: one query at a time on each partition, with proof of ownership, retries and
 * cancelling.
 */
@NullMarked
package dev.naru.query.slot;

import org.jspecify.annotations.NullMarked;
