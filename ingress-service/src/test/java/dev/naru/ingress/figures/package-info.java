/** Tests of figures over time. */
@NullMarked
package dev.naru.ingress.figures;

import org.jspecify.annotations.NullMarked;
