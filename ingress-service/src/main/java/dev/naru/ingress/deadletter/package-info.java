/** Dead letters: what operators see of them, and how they are redriven. */
@NullMarked
package dev.naru.ingress.deadletter;

import org.jspecify.annotations.NullMarked;
