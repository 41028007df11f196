/** Where records go that nobody could read, and queries that nobody could answer. */
@NullMarked
package dev.naru.query.deadletter;

import org.jspecify.annotations.NullMarked;
