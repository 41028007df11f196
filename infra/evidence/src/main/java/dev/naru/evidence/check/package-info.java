/** Judges what was seen; pure. */
@NullMarked
package dev.naru.evidence.check;

import org.jspecify.annotations.NullMarked;
