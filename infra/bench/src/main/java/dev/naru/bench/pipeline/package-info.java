/** From commands in the log to events and view, beside the same loop without decisions. */
@NullMarked
package dev.naru.bench.pipeline;

import org.jspecify.annotations.NullMarked;
