/** Load scenarios against a running Naru: what is done, in which order, and what comes of it. */
@NullMarked
package dev.naru.evidence;

import org.jspecify.annotations.NullMarked;
