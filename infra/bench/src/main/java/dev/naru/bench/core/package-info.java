/** What the pure core costs: decide and evolve on one thread, and memory for those who wait. */
@NullMarked
package dev.naru.bench.core;

import org.jspecify.annotations.NullMarked;
