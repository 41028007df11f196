/** Tests of the history of sessions. */
@NullMarked
package dev.naru.admission.history;

import org.jspecify.annotations.NullMarked;
