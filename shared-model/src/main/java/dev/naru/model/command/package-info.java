/** What someone wants: one imperative record per command, sealed under {@link Command}. */
@NullMarked
package dev.naru.model.command;

import org.jspecify.annotations.NullMarked;
