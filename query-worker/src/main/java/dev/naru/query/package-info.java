/** Runs the queries that the admission worker puts on slots, and keeps what became of them. */
@NullMarked
package dev.naru.query;

import org.jspecify.annotations.NullMarked;
