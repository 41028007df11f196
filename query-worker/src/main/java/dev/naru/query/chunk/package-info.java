/**
 * The pieces of answers on their way to readers, through Redis: soft, the log knows nothing of
 * them.
 */
@NullMarked
package dev.naru.query.chunk;

import org.jspecify.annotations.NullMarked;
