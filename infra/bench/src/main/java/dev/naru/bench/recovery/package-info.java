/** How long a worker takes to have its state back. */
@NullMarked
package dev.naru.bench.recovery;

import org.jspecify.annotations.NullMarked;
