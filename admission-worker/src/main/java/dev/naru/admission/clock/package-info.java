/** Time and silence: they emit commands and change nothing. */
@NullMarked
package dev.naru.admission.clock;

import org.jspecify.annotations.NullMarked;
