/**
 * From the log to the log: commands are decoded, decided, evolved, committed with their events, and
 * shown in the view.
 */
@NullMarked
package dev.naru.admission.loop;

import org.jspecify.annotations.NullMarked;
