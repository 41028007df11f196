/** How the vocabulary travels: JSON, CloudEvents headers, topic names and Redis key names. */
@NullMarked
package dev.naru.model.wire;

import org.jspecify.annotations.NullMarked;
