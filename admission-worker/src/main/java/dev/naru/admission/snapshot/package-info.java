/** What a partition's state was at a moment, written down, so that recovery need not begin at 0. */
@NullMarked
package dev.naru.admission.snapshot;

import org.jspecify.annotations.NullMarked;
