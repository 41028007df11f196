/** The replays that operators ask for: taken from Postgres, run beside the live system. */
@NullMarked
package dev.naru.admission.runs;

import org.jspecify.annotations.NullMarked;
