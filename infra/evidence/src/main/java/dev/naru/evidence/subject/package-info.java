/** Finds the Naru under test, or starts one. */
@NullMarked
package dev.naru.evidence.subject;

import org.jspecify.annotations.NullMarked;
