/** Figures over time, for operators: read from the histories, and seldom, however many ask. */
@NullMarked
package dev.naru.ingress.figures;

import org.jspecify.annotations.NullMarked;
