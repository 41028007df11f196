/** Decides recorded commands again, beside the live system, and says what comes out. */
@NullMarked
package dev.naru.admission.replay;

import org.jspecify.annotations.NullMarked;
