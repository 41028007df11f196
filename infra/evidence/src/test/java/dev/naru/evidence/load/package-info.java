/** Tests. */
@NullMarked
package dev.naru.evidence.load;

import org.jspecify.annotations.NullMarked;
