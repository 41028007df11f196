/** The load itself, in Gatling's Java DSL. */
@NullMarked
package dev.naru.evidence.load;

import org.jspecify.annotations.NullMarked;
