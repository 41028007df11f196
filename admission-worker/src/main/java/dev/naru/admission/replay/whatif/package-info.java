/**
 * What would have been: the recorded commands of a span once more, with other settings. Pure but
 * for what it is given to read.
 */
@NullMarked
package dev.naru.admission.replay.whatif;

import org.jspecify.annotations.NullMarked;
