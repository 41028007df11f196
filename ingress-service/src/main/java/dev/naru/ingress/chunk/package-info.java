/** The pieces of answers, as workers leave them in Redis while queries run. */
@NullMarked
package dev.naru.ingress.chunk;

import org.jspecify.annotations.NullMarked;
