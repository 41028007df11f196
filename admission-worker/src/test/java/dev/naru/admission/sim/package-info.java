/**
 * Seeded simulation of the pure core: random logs, crashes between any two steps, and an auditor
 * that knows the design and not the code.
 */
@NullMarked
package dev.naru.admission.sim;

import org.jspecify.annotations.NullMarked;
