/**
 * What a command comes to: pure functions of the read-only state and the command, no clock and no
 * chance.
 */
@NullMarked
package dev.naru.admission.decide;

import org.jspecify.annotations.NullMarked;
