/** Tests. */
@NullMarked
package dev.naru.evidence;

import org.jspecify.annotations.NullMarked;
