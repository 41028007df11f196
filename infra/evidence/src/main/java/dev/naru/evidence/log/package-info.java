/** Reads the event log of the Naru under test. */
@NullMarked
package dev.naru.evidence.log;

import org.jspecify.annotations.NullMarked;
